-- Why:  takes two indexes of the log of changes back; a partition's goes with its parent's.
-- Lock: ACCESS EXCLUSIVE on the log and its partitions for an instant, twice (a partitioned index
--       cannot be dropped concurrently).

DROP INDEX IF EXISTS "IDX_data_audit_log_client_time";

DROP INDEX IF EXISTS "IDX_data_audit_log_tenant_time";
