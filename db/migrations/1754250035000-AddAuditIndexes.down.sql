-- Why:  takes the indexes of the audit logs back; a partition's goes with its parent's.
-- Lock: ACCESS EXCLUSIVE on the logs and their partitions for an instant, four times (a partitioned
--       index cannot be dropped concurrently).

DROP INDEX IF EXISTS "IDX_user_action_audit_log_transaction";

DROP INDEX IF EXISTS "IDX_data_audit_log_transaction";

DROP INDEX IF EXISTS "IDX_data_audit_log_user_time";

DROP INDEX IF EXISTS "IDX_data_audit_log_row_time";
