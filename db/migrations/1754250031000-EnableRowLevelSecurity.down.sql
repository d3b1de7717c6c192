-- Why:  takes the policies and the runtime role's grants back: nobody but the owner reads a row.
-- Lock: ACCESS EXCLUSIVE on each table of a tenant for an instant.

SET LOCAL ROLE heartly_owner;

DROP POLICY IF EXISTS session_context ON session;

DROP POLICY IF EXISTS facility_staff_context ON facility_staff;

DROP POLICY IF EXISTS facility_context ON facility;

DROP POLICY IF EXISTS user_context ON "user";

DROP POLICY IF EXISTS tenant_context ON tenant;

DROP POLICY IF EXISTS user_action_audit_log_operator ON user_action_audit_log;

DROP POLICY IF EXISTS session_operator ON session;

DROP POLICY IF EXISTS facility_staff_operator ON facility_staff;

DROP POLICY IF EXISTS client_operator ON client;

DROP POLICY IF EXISTS facility_operator ON facility;

DROP POLICY IF EXISTS user_operator ON "user";

DROP POLICY IF EXISTS tenant_operator ON tenant;

REVOKE INSERT ("tenantId", id, "userId", "clientId", "targetUserId", "targetFacilityId", action,
  outcome, details, "requestId", "sessionId", "ipAddress", "userAgent") ON user_action_audit_log
  FROM heartly_app;

REVOKE SELECT ON user_action_audit_log FROM heartly_app, heartly_auditor, heartly_sealer;

DROP POLICY IF EXISTS user_action_audit_log_audit ON user_action_audit_log;

DROP POLICY IF EXISTS user_action_audit_log_insert ON user_action_audit_log;

DROP POLICY IF EXISTS user_action_audit_log_select ON user_action_audit_log;

REVOKE SELECT ("tenantId", id, "userId", created_at, expires_at, revoked_at) ON session
  FROM heartly_app;

DROP POLICY IF EXISTS session_select ON session;

REVOKE INSERT ("tenantId", "facilityId", "userId", assigned_by) ON facility_staff FROM heartly_app;

REVOKE SELECT ON facility_staff FROM heartly_app;

DROP POLICY IF EXISTS facility_staff_insert ON facility_staff;

DROP POLICY IF EXISTS facility_staff_select ON facility_staff;

REVOKE UPDATE ("firstName", "lastName", "birthDate", uci, photo, "facilityId", phone, email, status)
  ON client FROM heartly_app;

REVOKE INSERT ("tenantId", id, "firstName", "lastName", "birthDate", uci, photo, "facilityId", phone,
  email, status) ON client FROM heartly_app;

REVOKE SELECT ON client FROM heartly_app;

DROP POLICY IF EXISTS client_update ON client;

DROP POLICY IF EXISTS client_insert ON client;

DROP POLICY IF EXISTS client_select ON client;

REVOKE UPDATE (name, address, city, state, zip, phone, email, "projectedClientCount", "roomCount",
  status) ON facility FROM heartly_app;

REVOKE INSERT ("tenantId", id, name, address, city, state, zip, phone, email,
  "projectedClientCount", "roomCount", status) ON facility FROM heartly_app;

REVOKE SELECT ON facility FROM heartly_app;

DROP POLICY IF EXISTS facility_update ON facility;

DROP POLICY IF EXISTS facility_insert ON facility;

DROP POLICY IF EXISTS facility_select ON facility;

REVOKE UPDATE ("firstName", "lastName", username, email, company, phone, role, permissions,
  onboarding_step, onboarding_completed_at, status) ON "user" FROM heartly_app;

REVOKE INSERT ("tenantId", id, "firstName", "lastName", username, email, company, phone, role,
  permissions, onboarding_step, onboarding_completed_at, status) ON "user" FROM heartly_app;

REVOKE SELECT ON "user" FROM heartly_app;

DROP POLICY IF EXISTS user_update ON "user";

DROP POLICY IF EXISTS user_insert ON "user";

DROP POLICY IF EXISTS user_select ON "user";

REVOKE UPDATE (settings) ON tenant FROM heartly_app;

REVOKE SELECT ON tenant FROM heartly_app;

DROP POLICY IF EXISTS tenant_update ON tenant;

DROP POLICY IF EXISTS tenant_select ON tenant;

ALTER TABLE user_action_audit_log_default NO FORCE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log_default DISABLE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log NO FORCE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log DISABLE ROW LEVEL SECURITY;

ALTER TABLE session NO FORCE ROW LEVEL SECURITY;

ALTER TABLE session DISABLE ROW LEVEL SECURITY;

ALTER TABLE facility_staff NO FORCE ROW LEVEL SECURITY;

ALTER TABLE facility_staff DISABLE ROW LEVEL SECURITY;

ALTER TABLE client NO FORCE ROW LEVEL SECURITY;

ALTER TABLE client DISABLE ROW LEVEL SECURITY;

ALTER TABLE facility NO FORCE ROW LEVEL SECURITY;

ALTER TABLE facility DISABLE ROW LEVEL SECURITY;

ALTER TABLE "user" NO FORCE ROW LEVEL SECURITY;

ALTER TABLE "user" DISABLE ROW LEVEL SECURITY;

ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY;

ALTER TABLE tenant DISABLE ROW LEVEL SECURITY;

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.is_free_staff(uuid);

DROP FUNCTION IF EXISTS heartly.is_staff(uuid);

DROP FUNCTION IF EXISTS heartly.is_colleague(uuid);
