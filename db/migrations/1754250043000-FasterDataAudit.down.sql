-- Why:  the audit trigger, the policy and the CHECK are as they were.
-- Lock: ACCESS EXCLUSIVE on data_audit_log while its rows are read, for the CHECK.

SET LOCAL ROLE heartly_owner;

ALTER TABLE data_audit_log DROP CONSTRAINT IF EXISTS "CHK_data_audit_log_operation";

ALTER TABLE data_audit_log ADD CONSTRAINT "CHK_data_audit_log_operation" CHECK (
  CASE operation
    WHEN 'INSERT' THEN "oldValues" IS NULL AND "newValues" IS NOT NULL
    WHEN 'UPDATE' THEN "oldValues" IS NOT NULL AND "newValues" IS NOT NULL
    WHEN 'DELETE' THEN "oldValues" IS NOT NULL AND "newValues" IS NULL
    ELSE false
  END
);

ALTER POLICY data_audit_log_insert ON data_audit_log
  WITH CHECK (
    CASE heartly.tenant_id()
      WHEN '00000000-0000-0000-0000-000000000000' THEN operator IS NOT NULL
      WHEN "tenantId" THEN "userId" = heartly.user_id()
      ELSE false END);

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.is_actor(uuid, uuid, text);

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
  claims text[] := heartly.claims();
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
    claims[3]::uuid,
    CASE claims[5] WHEN 'OPERATOR' THEN session_user END,
    claims[4]::uuid,
    claims[6]::uuid,
    translate(claims[7], 'xy', '.:')::inet
  );
  RETURN NULL;
END
$$;
