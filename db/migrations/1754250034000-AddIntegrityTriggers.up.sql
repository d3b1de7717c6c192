-- Why:  rules that a CHECK and a policy cannot say, because they compare a row with what it was or with
--       other rows: who may change which field of a person, that a tenant keeps an OWNER, that nothing
--       new refers to what is deleted. And updated_at, which nobody writes by hand.
-- Lock: SHARE ROW EXCLUSIVE on each table for an instant.

SET LOCAL ROLE heartly_owner;

SET LOCAL citus.enable_unsafe_triggers = on;

CREATE OR REPLACE FUNCTION heartly.touch() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END
$$;

-- Nobody but an OWNER gives rights: not to others and not to themselves.
CREATE OR REPLACE FUNCTION heartly.guard_user() RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF heartly.user_role() IN ('OWNER', 'OPERATOR') THEN
    RETURN NEW;
  END IF;
  IF NEW.role <> OLD.role OR NEW.permissions <> OLD.permissions
    OR NEW.id = heartly.user_id()
      AND (NEW.username <> OLD.username OR NEW.status <> OLD.status)
  THEN
    RAISE EXCEPTION 'role, permissions, and one''s own username and status are an OWNER''s to change'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

SET LOCAL ROLE heartly_context;

-- The rows of the other owners are locked, so that two cannot remove each other at once.
CREATE OR REPLACE FUNCTION heartly.keep_an_owner() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF heartly.user_role() = 'OPERATOR' THEN
    RETURN NULL;
  END IF;
  PERFORM FROM public."user" u
  WHERE u."tenantId" = OLD."tenantId" AND u.id <> OLD.id AND u.role = 'OWNER'
    AND u.status = 'ACTIVE' AND u.deleted_at IS NULL
  FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a tenant keeps an active OWNER' USING ERRCODE = 'restrict_violation', TABLE = 'user',
      CONSTRAINT = 'CHK_user_last_owner';
  END IF;
  RETURN NULL;
END
$$;

-- What is deleted counts as what never was: the same error, from the same constraint. The lock is the
-- one that a foreign key takes; it waits for a deletion that is under way.
CREATE OR REPLACE FUNCTION heartly.refuse_deleted_facility() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  PERFORM FROM public.facility f
  WHERE f."tenantId" = NEW."tenantId" AND f.id = NEW."facilityId" AND f.deleted_at IS NULL
  FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "FK_%_facility"',
      TG_TABLE_NAME, TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME,
        CONSTRAINT = 'FK_' || TG_TABLE_NAME || '_facility';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION heartly.refuse_deleted_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  PERFORM FROM public."user" u
  WHERE u."tenantId" = NEW."tenantId" AND u.id = NEW."userId" AND u.deleted_at IS NULL
  FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "FK_%_user"',
      TG_TABLE_NAME, TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME,
        CONSTRAINT = 'FK_' || TG_TABLE_NAME || '_user';
  END IF;
  RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION heartly.keep_an_owner(), heartly.refuse_deleted_facility(),
  heartly.refuse_deleted_user() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.keep_an_owner(), heartly.refuse_deleted_facility(),
  heartly.refuse_deleted_user() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

REVOKE ALL ON FUNCTION heartly.touch(), heartly.guard_user() FROM PUBLIC;

CREATE TRIGGER tenant_touch BEFORE UPDATE ON tenant
  FOR EACH ROW EXECUTE FUNCTION heartly.touch();

CREATE TRIGGER user_touch BEFORE UPDATE ON "user"
  FOR EACH ROW EXECUTE FUNCTION heartly.touch();

CREATE TRIGGER facility_touch BEFORE UPDATE ON facility
  FOR EACH ROW EXECUTE FUNCTION heartly.touch();

CREATE TRIGGER client_touch BEFORE UPDATE ON client
  FOR EACH ROW EXECUTE FUNCTION heartly.touch();

CREATE TRIGGER user_guard BEFORE UPDATE ON "user"
  FOR EACH ROW EXECUTE FUNCTION heartly.guard_user();

CREATE TRIGGER user_last_owner AFTER UPDATE ON "user" FOR EACH ROW
  WHEN (OLD.role = 'OWNER' AND OLD.status = 'ACTIVE' AND OLD.deleted_at IS NULL
    AND (NEW.role <> 'OWNER' OR NEW.status <> 'ACTIVE' OR NEW.deleted_at IS NOT NULL))
  EXECUTE FUNCTION heartly.keep_an_owner();

CREATE TRIGGER client_facility BEFORE INSERT OR UPDATE OF "facilityId", "tenantId" ON client
  FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_facility();

CREATE TRIGGER facility_staff_facility BEFORE INSERT OR UPDATE ON facility_staff
  FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_facility();

CREATE TRIGGER facility_staff_user BEFORE INSERT OR UPDATE ON facility_staff
  FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_user();
