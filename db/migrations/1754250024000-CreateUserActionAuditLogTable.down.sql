-- Why:  takes user_action_audit_log back; its partitions and constraints go with it.
-- Lock: ACCESS EXCLUSIVE on user_action_audit_log and its partitions. Loses the audit record.

DROP TABLE IF EXISTS user_action_audit_log;
