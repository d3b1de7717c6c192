-- Why:  updated_at is the version of a row, by which a caller's change is refused when somebody else
--       was faster. Two transactions can begin in the same microsecond, and a clock can be set back:
--       the version grows all the same.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_owner;

CREATE OR REPLACE FUNCTION heartly.touch() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.updated_at := greatest(now(), OLD.updated_at + interval '1 microsecond');
  RETURN NEW;
END
$$;
