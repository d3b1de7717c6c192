-- Why:  an organisation reads what changed in a time, in all of it or in one client's record, newest
--       first and page by page. Through the row's key it cannot: jsonb has no leakproof operator.
-- Lock: SHARE UPDATE EXCLUSIVE on the log's default partition while an index is built: reads and
--       writes go on. SHARE on the log for an instant. Runs outside a transaction, and any statement
--       may run twice.

CREATE INDEX IF NOT EXISTS "IDX_data_audit_log_tenant_time"
  ON ONLY data_audit_log ("tenantId", created_at, id);

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_data_audit_log_default_tenant_time"
  ON data_audit_log_default ("tenantId", created_at, id);

ALTER INDEX "IDX_data_audit_log_tenant_time" ATTACH PARTITION "IDX_data_audit_log_default_tenant_time";

CREATE INDEX IF NOT EXISTS "IDX_data_audit_log_client_time"
  ON ONLY data_audit_log ("tenantId", "clientId", created_at, id) WHERE "clientId" IS NOT NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS "IDX_data_audit_log_default_client_time"
  ON data_audit_log_default ("tenantId", "clientId", created_at, id) WHERE "clientId" IS NOT NULL;

ALTER INDEX "IDX_data_audit_log_client_time" ATTACH PARTITION "IDX_data_audit_log_default_client_time";
