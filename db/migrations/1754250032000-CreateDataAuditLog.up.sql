-- Why:  what changed in a record, from what to what, by whom and in which request: written by triggers,
--       so that no program can forget it. A change without an actor fails, and a change whose audit
--       row cannot be written fails. Both logs learn which transaction wrote a row, in whose order
--       they are sealed.
-- Lock: ACCESS EXCLUSIVE on user_action_audit_log for an instant (a column without a default is added),
--       SHARE ROW EXCLUSIVE on each audited table for an instant.

SET LOCAL ROLE heartly_owner;

-- On Citus, which otherwise refuses triggers on distributed tables; elsewhere a setting that nobody reads.
SET LOCAL citus.enable_unsafe_triggers = on;

-- No foreign key, for a row must outlive what it names. No "updated_at": a row is never changed.
CREATE TABLE IF NOT EXISTS data_audit_log (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  "tableName" text NOT NULL,
  operation text NOT NULL,
  "rowKey" jsonb NOT NULL,
  "facilityId" uuid,
  "clientId" uuid,
  "oldValues" jsonb,
  "newValues" jsonb,
  "userId" uuid,
  operator text,
  "sessionId" uuid,
  "requestId" uuid NOT NULL,
  "ipAddress" inet,
  created_at timestamptz DEFAULT now() NOT NULL,
  "transactionId" xid8 DEFAULT pg_current_xact_id() NOT NULL,
  CONSTRAINT "PK_data_audit_log" PRIMARY KEY ("tenantId", id, created_at),
  CONSTRAINT "CHK_data_audit_log_operator" CHECK (num_nonnulls("userId", operator) = 1),
  CONSTRAINT "CHK_data_audit_log_operation" CHECK (
    CASE operation
      WHEN 'INSERT' THEN "oldValues" IS NULL AND "newValues" IS NOT NULL
      WHEN 'UPDATE' THEN "oldValues" IS NOT NULL AND "newValues" IS NOT NULL
      WHEN 'DELETE' THEN "oldValues" IS NOT NULL AND "newValues" IS NULL
      ELSE false
    END
  )
) PARTITION BY RANGE (created_at);

-- The net below the months.
CREATE TABLE IF NOT EXISTS data_audit_log_default PARTITION OF data_audit_log DEFAULT;

COMMENT ON TABLE data_audit_log IS
  'PHI. One row per changed row, with the changed fields only; append-only; kept for six years.';

COMMENT ON COLUMN data_audit_log."rowKey" IS 'The row''s key within the tenant.';

COMMENT ON COLUMN data_audit_log."oldValues" IS 'PHI. The changed fields before.';

COMMENT ON COLUMN data_audit_log."newValues" IS 'PHI. The changed fields after.';

COMMENT ON COLUMN data_audit_log."userId" IS 'Who changed it; NULL where the platform did.';

COMMENT ON COLUMN data_audit_log.operator IS 'The database role of the platform that changed it.';

COMMENT ON COLUMN data_audit_log."transactionId" IS
  'In whose order the log is sealed, for a clock may step back. The runtime role cannot read it.';

COMMENT ON TABLE data_audit_log_default IS
  'PHI. Audit rows whose month has no partition of its own; empty when all is well.';

-- Rows from before have none, and are sealed first.
ALTER TABLE user_action_audit_log ADD COLUMN "transactionId" xid8;

ALTER TABLE user_action_audit_log ALTER COLUMN "transactionId" SET DEFAULT pg_current_xact_id();

COMMENT ON COLUMN user_action_audit_log."transactionId" IS
  'In whose order the log is sealed, for a clock may step back. The runtime role cannot read it.';

ALTER TABLE data_audit_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE data_audit_log FORCE ROW LEVEL SECURITY;

ALTER TABLE data_audit_log_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE data_audit_log_default FORCE ROW LEVEL SECURITY;

CREATE POLICY data_audit_log_select ON data_audit_log FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "userId" = (SELECT heartly.user_id())
        OR "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "userId" = (SELECT heartly.user_id())
      ELSE false END);

-- heartly:ignore policy-allows-all an auditor reads the logs of all tenants, and nothing else
CREATE POLICY data_audit_log_audit ON data_audit_log FOR SELECT
  TO heartly_auditor, heartly_sealer USING (true);

CREATE POLICY data_audit_log_operator ON data_audit_log FOR SELECT TO heartly_owner
  USING ((SELECT heartly.is_operator()));

-- The trigger below writes as heartly_context, and only what the context says.
CREATE POLICY data_audit_log_insert ON data_audit_log FOR INSERT TO heartly_context
  WITH CHECK (
    CASE heartly.tenant_id()
      WHEN '00000000-0000-0000-0000-000000000000' THEN operator IS NOT NULL
      WHEN "tenantId" THEN "userId" = heartly.user_id()
      ELSE false END);

GRANT INSERT ("tenantId", "tableName", operation, "rowKey", "facilityId", "clientId", "oldValues",
  "newValues", "userId", operator, "sessionId", "requestId", "ipAddress") ON data_audit_log
  TO heartly_context;

GRANT SELECT ON data_audit_log TO heartly_auditor, heartly_sealer;

GRANT SELECT ("tenantId", id, "tableName", operation, "rowKey", "facilityId", "clientId", "oldValues",
  "newValues", "userId", operator, "sessionId", "requestId", "ipAddress", created_at)
  ON data_audit_log TO heartly_app;

-- The same for the log of actions: how far the transactions of all tenants are is nobody's to know.
REVOKE SELECT ON user_action_audit_log FROM heartly_app;

GRANT SELECT ("tenantId", id, "userId", "clientId", "targetUserId", "targetFacilityId", action,
  outcome, details, "requestId", "sessionId", "ipAddress", "userAgent", created_at)
  ON user_action_audit_log TO heartly_app;

SET LOCAL ROLE heartly_context;

-- Writes the audit row of a changed row. The trigger's arguments are columns that are left out:
-- secrets, and what follows from other columns.
CREATE OR REPLACE FUNCTION heartly.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before jsonb;
  after jsonb;
  one jsonb;
  left_out text[] := COALESCE(TG_ARGV, '{}');
  -- Found to be signed once, and then read as it stands: nothing here can change it.
  is_operation boolean := heartly.claim(1) = '00000000-0000-0000-0000-000000000000';
  claims text[] := string_to_array(current_setting('heartly.context'), '|', '');
BEGIN
  IF TG_OP = 'INSERT' THEN
    after := to_jsonb(NEW) - left_out;
    one := after;
  ELSIF TG_OP = 'DELETE' THEN
    before := to_jsonb(OLD) - left_out;
    one := before;
  ELSE
    one := to_jsonb(NEW) - left_out;
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, one -> o.key)
    INTO before, after
    FROM jsonb_each(to_jsonb(OLD) - left_out) o
    -- As text: 1 and 1.000 are equal, and not the same.
    WHERE o.value::text IS DISTINCT FROM (one -> o.key)::text;
    IF before IS NULL THEN
      RETURN NULL;
    END IF;
  END IF;

  INSERT INTO public.data_audit_log ("tenantId", "tableName", operation, "rowKey", "facilityId",
    "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId", "ipAddress")
  VALUES (
    CASE TG_TABLE_NAME WHEN 'tenant' THEN one ->> 'id' ELSE one ->> 'tenantId' END::uuid,
    TG_TABLE_NAME,
    TG_OP,
    CASE TG_TABLE_NAME
      WHEN 'facility_staff' THEN jsonb_build_object('facilityId', one -> 'facilityId',
        'userId', one -> 'userId')
      ELSE jsonb_build_object('id', one -> 'id')
    END,
    CASE TG_TABLE_NAME WHEN 'facility' THEN one ->> 'id' ELSE one ->> 'facilityId' END::uuid,
    CASE TG_TABLE_NAME WHEN 'client' THEN one ->> 'id' END::uuid,
    before,
    after,
    CASE WHEN NOT is_operation THEN claims[2]::uuid END,
    CASE WHEN is_operation THEN session_user END,
    claims[3]::uuid,
    claims[5]::uuid,
    claims[6]::inet
  );
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION heartly.record_change() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.record_change() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

CREATE TRIGGER tenant_audit AFTER INSERT OR UPDATE OR DELETE ON tenant
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at');

CREATE TRIGGER user_audit AFTER INSERT OR UPDATE OR DELETE ON "user"
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at');

CREATE TRIGGER facility_audit AFTER INSERT OR UPDATE OR DELETE ON facility
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at', 'isDeleted');

CREATE TRIGGER client_audit AFTER INSERT OR UPDATE OR DELETE ON client
  FOR EACH ROW EXECUTE FUNCTION
    heartly.record_change('created_at', 'updated_at', 'isDeleted', 'searchName');

CREATE TRIGGER facility_staff_audit AFTER INSERT OR UPDATE OR DELETE ON facility_staff
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change();

CREATE TRIGGER session_audit AFTER INSERT OR UPDATE OR DELETE ON session
  FOR EACH ROW EXECUTE FUNCTION heartly.record_change('tokenHash', 'created_at');

-- One row of the log of actions, with the actor and the request of the context. Fails where it
-- cannot be written, and so does the transaction.
CREATE OR REPLACE FUNCTION heartly.record_action(
  action text,
  outcome text DEFAULT 'SUCCESS',
  client uuid DEFAULT NULL,
  target_user uuid DEFAULT NULL,
  target_facility uuid DEFAULT NULL,
  details jsonb DEFAULT '{}',
  user_agent text DEFAULT NULL
) RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $$
  INSERT INTO public.user_action_audit_log ("tenantId", "userId", "clientId", "targetUserId",
    "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress", "userAgent")
  VALUES (heartly.tenant_id(), heartly.user_id(), client, target_user, target_facility, action,
    outcome, details, heartly.request_id(), heartly.session_id(), heartly.ip_address(),
    left(user_agent, 1000))
$$;

COMMENT ON FUNCTION heartly.record_action(text, text, uuid, uuid, uuid, jsonb, text) IS
  'Writes what the context''s person did into the log of actions.';

REVOKE ALL ON FUNCTION heartly.record_action(text, text, uuid, uuid, uuid, jsonb, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.record_action(text, text, uuid, uuid, uuid, jsonb, text)
  TO heartly_app;
