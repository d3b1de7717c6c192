-- Why:  takes back that updated_at always grows.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

CREATE OR REPLACE FUNCTION heartly.touch() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;
