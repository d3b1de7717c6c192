-- Why:  takes the sealing of the audit logs back. What is kept outside of the database stays, and is then
--       all that is left of it.
-- Lock: ACCESS EXCLUSIVE on the tables that go.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.staff_facts(uuid, uuid, uuid);

DROP FUNCTION IF EXISTS heartly.record_audit_reading(uuid, text, jsonb);

DROP POLICY IF EXISTS user_action_audit_log_reading ON user_action_audit_log;

REVOKE INSERT ("tenantId", action, outcome, details, "ipAddress") ON user_action_audit_log
  FROM heartly_context;

DROP TABLE IF EXISTS heartly.audit_watermark;

DROP TABLE IF EXISTS audit_checkpoint;

DROP TABLE IF EXISTS audit_entry;
