-- The plain form of the context: what it claims is believed without its signature.
--
-- For a database where nothing but the platform's own statements ever runs as heartly_app, and where a
-- few microseconds for each scan matter more than an injected statement. `heartly prove isolation` says
-- of such a database that it believes a context that nobody signed, because it does. The migration
-- CreateRequestContext has the signed form; running its definition of claim() again brings it back.
--
-- Run it as a superuser, or as a member of heartly_owner:
--   psql --single-transaction --file db/options/plain-context.sql

SET LOCAL ROLE heartly_context;

CREATE OR REPLACE FUNCTION heartly.no_context() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'this transaction has no valid context'
    USING ERRCODE = 'invalid_authorization_specification',
      HINT = 'Call heartly.begin_request first in every transaction.';
END
$$;

GRANT EXECUTE ON FUNCTION heartly.no_context()
  TO heartly_app, heartly_owner, heartly_context;

CREATE OR REPLACE FUNCTION heartly.claim(place integer) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY INVOKER
AS $$ SELECT CASE WHEN COALESCE(pg_catalog.current_setting('heartly.context', true), '') = ''
  THEN heartly.no_context()::pg_catalog.text
  ELSE NULLIF(pg_catalog.split_part(pg_catalog.current_setting('heartly.context', true), '|', place), '')
  END $$;

ALTER FUNCTION heartly.claim(integer) RESET search_path;
