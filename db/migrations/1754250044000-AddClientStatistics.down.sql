-- Why:  takes the statistics back, and the proof of the CHECK.
-- Lock: SHARE UPDATE EXCLUSIVE on client and ACCESS EXCLUSIVE on data_audit_log for an instant.

SET LOCAL ROLE heartly_owner;

DROP STATISTICS IF EXISTS "STAT_client_facility";

ALTER TABLE data_audit_log DROP CONSTRAINT IF EXISTS "CHK_data_audit_log_operation";

ALTER TABLE data_audit_log ADD CONSTRAINT "CHK_data_audit_log_operation" CHECK (
  operation IS NOT DISTINCT FROM CASE
    WHEN "newValues" IS NULL THEN CASE WHEN "oldValues" IS NOT NULL THEN 'DELETE' END
    WHEN "oldValues" IS NULL THEN 'INSERT'
    ELSE 'UPDATE'
  END
) NOT VALID;
