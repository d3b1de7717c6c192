-- Why:  takes data_audit_log and its triggers back. Loses the record of every change: archive it first.
-- Lock: ACCESS EXCLUSIVE on each audited table and both logs for an instant.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.record_action(text, text, uuid, uuid, uuid, jsonb, text);

DROP TRIGGER IF EXISTS session_audit ON session;

DROP TRIGGER IF EXISTS facility_staff_audit ON facility_staff;

DROP TRIGGER IF EXISTS client_audit ON client;

DROP TRIGGER IF EXISTS facility_audit ON facility;

DROP TRIGGER IF EXISTS user_audit ON "user";

DROP TRIGGER IF EXISTS tenant_audit ON tenant;

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.record_change();

SET LOCAL ROLE heartly_owner;

REVOKE SELECT ("tenantId", id, "userId", "clientId", "targetUserId", "targetFacilityId", action,
  outcome, details, "requestId", "sessionId", "ipAddress", "userAgent", created_at)
  ON user_action_audit_log FROM heartly_app;

GRANT SELECT ON user_action_audit_log TO heartly_app;

ALTER TABLE IF EXISTS user_action_audit_log DROP COLUMN IF EXISTS "transactionId";

DROP TABLE IF EXISTS data_audit_log;
