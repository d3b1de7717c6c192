-- Why:  policies are asked when PostgreSQL sees fit again.
-- Lock: ACCESS EXCLUSIVE on each table for an instant.

SET LOCAL ROLE heartly_owner;

ALTER POLICY tenant_select ON tenant
  USING (id = (SELECT heartly.tenant_id()) AND deleted_at IS NULL);

ALTER POLICY tenant_update ON tenant
  USING (id = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END)
  WITH CHECK (id = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

ALTER POLICY user_select ON "user"
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id()) OR heartly.is_colleague(id)
      ELSE false END);

ALTER POLICY user_update ON "user"
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR role = 'STAFF' AND heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id())
      ELSE false END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR role = 'STAFF' AND heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id())
      ELSE false END);

ALTER POLICY facility_select ON facility
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE(id = ANY ((SELECT heartly.facility_scope())::uuid[]), true));

ALTER POLICY facility_update ON facility
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

ALTER POLICY client_select ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true));

ALTER POLICY client_update ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true))
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true));

ALTER POLICY facility_staff_select ON facility_staff
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[]) OR "userId" = (SELECT heartly.user_id())
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[]) OR "userId" = (SELECT heartly.user_id())
      ELSE false END);

ALTER POLICY session_select ON session
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND "userId" = (SELECT heartly.user_id()));

ALTER POLICY user_action_audit_log_select ON user_action_audit_log
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "userId" = (SELECT heartly.user_id())
        OR "targetFacilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "userId" = (SELECT heartly.user_id())
      ELSE false END);

ALTER POLICY data_audit_log_select ON data_audit_log
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "userId" = (SELECT heartly.user_id())
        OR "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "userId" = (SELECT heartly.user_id())
      ELSE false END);

ALTER POLICY legal_hold_select ON legal_hold
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

ALTER POLICY audit_entry_select ON audit_entry
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

ALTER POLICY audit_checkpoint_select ON audit_checkpoint
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

DROP INDEX IF EXISTS "UQ_tenant_name";

CREATE UNIQUE INDEX IF NOT EXISTS "UQ_tenant_name" ON tenant (name) WHERE deleted_at IS NULL;

DROP FUNCTION IF EXISTS heartly.is_in_scope(uuid, uuid[]);
