-- Why:  takes the nine performance indexes back; a partition's goes with its parent's.
-- Lock: ACCESS EXCLUSIVE on user_action_audit_log and its partitions for an instant, five times (a
--       partitioned index cannot be dropped concurrently); SHARE UPDATE EXCLUSIVE on "user" and
--       client. Runs outside a transaction, and any statement may run twice.

DROP INDEX IF EXISTS "IDX_user_action_audit_log_action_time";

DROP INDEX IF EXISTS "IDX_user_action_audit_log_tenant_time";

DROP INDEX IF EXISTS "IDX_user_action_audit_log_facility_time";

DROP INDEX IF EXISTS "IDX_user_action_audit_log_client_time";

DROP INDEX IF EXISTS "IDX_user_action_audit_log_user_time";

DROP INDEX CONCURRENTLY IF EXISTS "IDX_user_onboarding";

DROP INDEX CONCURRENTLY IF EXISTS "IDX_user_role_name";

DROP INDEX CONCURRENTLY IF EXISTS "IDX_client_searchName";

DROP INDEX CONCURRENTLY IF EXISTS "IDX_client_facility_name";
