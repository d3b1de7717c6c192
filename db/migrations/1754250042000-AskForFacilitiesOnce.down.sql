-- Why:  the policies of clients and facilities name role and facilities again.
-- Lock: ACCESS EXCLUSIVE on facility and client for an instant.

SET LOCAL ROLE heartly_owner;

ALTER POLICY client_update ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

ALTER POLICY client_select ON client
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

ALTER POLICY facility_select ON facility
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);
