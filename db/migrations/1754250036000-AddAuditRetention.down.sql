-- Why:  takes the functions that make and drop months of the audit logs back, and legal holds. Months that
--       were made stay, with their rows.
-- Lock: ACCESS EXCLUSIVE on legal_hold and, for its foreign key, on tenant.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.drop_audit_partition(regclass);

DROP FUNCTION IF EXISTS heartly.make_audit_partitions(integer);

DROP TABLE IF EXISTS legal_hold;
