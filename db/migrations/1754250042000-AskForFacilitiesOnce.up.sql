-- Why:  each sub-select of a policy is made ready with every statement, whether it is asked or not. The
--       policies of clients and facilities for reading and changing named the facilities twice, for
--       ADMIN and for STAFF, and the role before. heartly.facility_scope() says both: NULL for who
--       sees all of the tenant, {} for who sees nothing.
-- Lock: ACCESS EXCLUSIVE on facility and client for an instant.
--
-- COALESCE, because an OR of comparisons makes the planner believe that almost no row passes. What is
-- compared with the scope is never NULL.

SET LOCAL ROLE heartly_owner;

ALTER POLICY facility_select ON facility
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE(id = ANY ((SELECT heartly.facility_scope())::uuid[]), true));

ALTER POLICY client_select ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true));

ALTER POLICY client_update ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true))
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND COALESCE("facilityId" = ANY ((SELECT heartly.facility_scope())::uuid[]), true));
