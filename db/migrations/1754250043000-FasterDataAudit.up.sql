-- Why:  the audit row of a change cost half as much as the change. The trigger reads the context once as a
--       whole, tells what changed in a client without making JSON of all of it twice, and reads a
--       client's identifiers from the row. What PostgreSQL makes ready anew for each statement is
--       smaller: the policy calls a function, and the CHECK of the operation says the same in fewer
--       words.
-- Lock: ACCESS EXCLUSIVE on data_audit_log for an instant. The next migration looks through the rows that
--       are there.

SET LOCAL ROLE heartly_context;

-- Writes the audit row of a changed row. The trigger's arguments are columns that are left out:
-- secrets, and what follows from other columns. A client's other columns are all named here; one that
-- is missing would be written with every change.
CREATE OR REPLACE FUNCTION heartly.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  claims text[] := heartly.claims();
  one record := COALESCE(NEW, OLD);
  whole jsonb;
  left_out text[] := COALESCE(TG_ARGV, '{}');
  before jsonb;
  after jsonb;
  tenant uuid;
  facility uuid;
  client uuid;
  row_key jsonb;
BEGIN
  IF TG_TABLE_NAME = 'client' THEN
    tenant := one."tenantId";
    facility := one."facilityId";
    client := one.id;
    row_key := jsonb_build_object('id', client);
    IF TG_OP = 'UPDATE' THEN
      left_out := left_out || ARRAY[
        CASE WHEN NEW."tenantId" = OLD."tenantId" THEN 'tenantId' END,
        CASE WHEN NEW.id = OLD.id THEN 'id' END,
        CASE WHEN NEW."firstName" = OLD."firstName" THEN 'firstName' END,
        CASE WHEN NEW."lastName" = OLD."lastName" THEN 'lastName' END,
        CASE WHEN NEW."birthDate" = OLD."birthDate" THEN 'birthDate' END,
        CASE WHEN NEW.uci = OLD.uci THEN 'uci' END,
        CASE WHEN NEW.photo IS NOT DISTINCT FROM OLD.photo THEN 'photo' END,
        CASE WHEN NEW."facilityId" = OLD."facilityId" THEN 'facilityId' END,
        CASE WHEN NEW.phone IS NOT DISTINCT FROM OLD.phone THEN 'phone' END,
        CASE WHEN NEW.email IS NOT DISTINCT FROM OLD.email THEN 'email' END,
        CASE WHEN NEW.status = OLD.status THEN 'status' END,
        CASE WHEN NEW.deleted_at IS NOT DISTINCT FROM OLD.deleted_at THEN 'deleted_at' END
      ];
    END IF;
  ELSE
    whole := to_jsonb(one);
    tenant := (whole ->> CASE TG_TABLE_NAME WHEN 'tenant' THEN 'id' ELSE 'tenantId' END)::uuid;
    facility := (whole ->> CASE TG_TABLE_NAME WHEN 'facility' THEN 'id' ELSE 'facilityId' END)::uuid;
    row_key := CASE TG_TABLE_NAME
      WHEN 'facility_staff' THEN jsonb_build_object('facilityId', whole -> 'facilityId',
        'userId', whole -> 'userId')
      ELSE jsonb_build_object('id', whole -> 'id')
    END;
    IF TG_OP = 'UPDATE' THEN
      left_out := left_out || ARRAY(
        SELECT o.key FROM jsonb_each(to_jsonb(OLD)) o
        -- As text: 1 and 1.000 are equal, and not the same.
        WHERE o.value::text = (whole -> o.key)::text
      );
    END IF;
  END IF;

  IF TG_OP <> 'INSERT' THEN
    before := to_jsonb(OLD) - left_out;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    after := to_jsonb(NEW) - left_out;
  END IF;
  IF before = '{}' THEN
    RETURN NULL;
  END IF;

  INSERT INTO public.data_audit_log ("tenantId", "tableName", operation, "rowKey", "facilityId",
    "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId", "ipAddress")
  VALUES (
    tenant,
    TG_TABLE_NAME,
    TG_OP,
    row_key,
    facility,
    client,
    before,
    after,
    claims[3]::uuid,
    CASE claims[5] WHEN 'OPERATOR' THEN session_user END,
    claims[4]::uuid,
    claims[6]::uuid,
    translate(claims[7], 'xy', '.:')::inet
  );
  RETURN NULL;
END
$$;

-- Whether an audit row says of whom it is as the context does.
CREATE OR REPLACE FUNCTION heartly.is_actor(tenant uuid, person uuid, operator text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  claims text[] := heartly.claims();
BEGIN
  RETURN CASE claims[5]
    WHEN 'OPERATOR' THEN operator IS NOT NULL
    ELSE claims[2]::uuid = tenant AND claims[3]::uuid = person
  END;
END
$$;

REVOKE ALL ON FUNCTION heartly.is_actor(uuid, uuid, text) FROM PUBLIC;

SET LOCAL ROLE heartly_owner;

ALTER POLICY data_audit_log_insert ON data_audit_log
  WITH CHECK (heartly.is_actor("tenantId", "userId", operator));

ALTER TABLE data_audit_log DROP CONSTRAINT IF EXISTS "CHK_data_audit_log_operation";

ALTER TABLE data_audit_log ADD CONSTRAINT "CHK_data_audit_log_operation" CHECK (
  operation IS NOT DISTINCT FROM CASE
    WHEN "newValues" IS NULL THEN CASE WHEN "oldValues" IS NOT NULL THEN 'DELETE' END
    WHEN "oldValues" IS NULL THEN 'INSERT'
    ELSE 'UPDATE'
  END
) NOT VALID;
