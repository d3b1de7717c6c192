-- Why:  two questions to data_audit_log, and the sealer's to both logs, an index each. The partitions of
--       the months get theirs from the parents.
-- Lock: SHARE UPDATE EXCLUSIVE on the logs' default partitions while an index is built: reads and
--       writes go on. SHARE on the logs for an instant. Runs outside a transaction, and any statement
--       may run twice.

-- 1. What changed in this record.
CREATE INDEX IF NOT EXISTS "IDX_data_audit_log_row_time"
  ON ONLY data_audit_log ("tenantId", "tableName", "rowKey", created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_data_audit_log_default_row_time"
  ON data_audit_log_default ("tenantId", "tableName", "rowKey", created_at, id);

ALTER INDEX "IDX_data_audit_log_row_time" ATTACH PARTITION "IDX_data_audit_log_default_row_time";

-- 2. What did this person change.
CREATE INDEX IF NOT EXISTS "IDX_data_audit_log_user_time"
  ON ONLY data_audit_log ("tenantId", "userId", created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_data_audit_log_default_user_time"
  ON data_audit_log_default ("tenantId", "userId", created_at, id);

ALTER INDEX "IDX_data_audit_log_user_time" ATTACH PARTITION "IDX_data_audit_log_default_user_time";

-- 3. What is not sealed yet, of all tenants.
CREATE INDEX IF NOT EXISTS "IDX_data_audit_log_transaction" ON ONLY data_audit_log ("transactionId");

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_data_audit_log_default_transaction"
  ON data_audit_log_default ("transactionId");

ALTER INDEX "IDX_data_audit_log_transaction"
  ATTACH PARTITION "IDX_data_audit_log_default_transaction";

CREATE INDEX IF NOT EXISTS "IDX_user_action_audit_log_transaction"
  ON ONLY user_action_audit_log ("transactionId");

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_user_action_audit_log_default_transaction"
  ON user_action_audit_log_default ("transactionId");

ALTER INDEX "IDX_user_action_audit_log_transaction"
  ATTACH PARTITION "IDX_user_action_audit_log_default_transaction";
