-- Why:  a facility belongs to one tenant, which the planner does not know: it multiplied both conditions, and
--       with tens of tenants a plan for any parameters took the index of names of the whole tenant for the
--       clients of one facility. And the CHECK of the migration before is proven for the rows that
--       were there.
-- Lock: SHARE UPDATE EXCLUSIVE on client while a sample of it is read, and on data_audit_log while its rows
--       are read: reads and writes go on.

SET LOCAL ROLE heartly_owner;

ALTER TABLE data_audit_log VALIDATE CONSTRAINT "CHK_data_audit_log_operation";

CREATE STATISTICS IF NOT EXISTS "STAT_client_facility" (dependencies)
  ON "tenantId", "facilityId" FROM client;

-- The next ANALYZE makes them. A table without a page is none: read as empty from then on, it would be read
-- from end to end, and a policy is not asked about no row.
DO $analyze$
BEGIN
  IF (SELECT relpages FROM pg_catalog.pg_class WHERE oid = 'public.client'::pg_catalog.regclass) > 0 THEN
    ANALYZE public.client ("tenantId", "facilityId");
  END IF;
END
$analyze$;
