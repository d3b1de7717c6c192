-- Why:  INSERT … ON CONFLICT DO UPDATE … WHERE asks its condition about the row that is in the way before
--       PostgreSQL asks whether the person may see that row. So an ADMIN who knew the UCI of a
--       client of another house could read all of that client, even in the text of an error. The
--       insertion of a client whose key such a row has is refused before, as it would be without
--       ON CONFLICT.
-- Lock: SHARE ROW EXCLUSIVE on client for its trigger, for an instant.

SET LOCAL ROLE heartly_owner;

GRANT EXECUTE ON FUNCTION heartly.is_in_scope(uuid, uuid[]) TO heartly_context;

SET LOCAL ROLE heartly_context;

CREATE OR REPLACE FUNCTION heartly.refuse_hidden_client() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  key text;
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  SELECT CASE c.id WHEN NEW.id THEN 'PK_client' ELSE 'UQ_client_uci' END INTO key
  FROM public.client c
  WHERE c."tenantId" = NEW."tenantId" AND (c.id = NEW.id OR c.uci = NEW.uci AND c.deleted_at IS NULL)
    AND (c.deleted_at IS NOT NULL
      OR NOT heartly.is_in_scope(c."facilityId", heartly.facility_scope()))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'duplicate key value violates unique constraint "%"', key
      USING ERRCODE = 'unique_violation', SCHEMA = 'public', TABLE = 'client', CONSTRAINT = key;
  END IF;
  RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION heartly.refuse_hidden_client() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.refuse_hidden_client() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

SET LOCAL citus.enable_unsafe_triggers = on;

CREATE TRIGGER client_hidden BEFORE INSERT ON client
  FOR EACH ROW EXECUTE FUNCTION heartly.refuse_hidden_client();
