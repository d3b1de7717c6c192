-- Why:  the database itself keeps tenants apart, and the roles within one: OWNER sees all of the tenant,
--       ADMIN and STAFF what belongs to their facilities. Forced, so that the owner of a table is held
--       too. Without a context every table raises 28000; there is no empty answer.
-- Lock: ACCESS EXCLUSIVE on each table of a tenant for an instant.
--
-- Each policy asks the signed context in sub-selects, once for a statement: as a condition of their own
-- the calls would be evaluated after cheaper conditions of whoever asks, and row by row, so that a
-- context that is changed between two rows of a cursor would count. Roles are a CASE that ends in false,
-- because an OR of comparisons makes the planner believe that almost no row passes. Rows that were deleted are nobody's to see.
--
-- A policy or a grant that a person may not use is missing: what is not allowed is refused.

-- heartly:ignore-file several-exclusive-locks isolation begins for all tables at one moment

SET LOCAL ROLE heartly_context;

-- Whether a person works in a facility of the one who asks.
CREATE OR REPLACE FUNCTION heartly.is_colleague(person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM public.facility_staff
    WHERE "tenantId" = heartly.tenant_id() AND "userId" = person
      AND "facilityId" = ANY (heartly.facility_ids())
  );
END
$$;

-- Whether a person of the tenant has the role STAFF and is live.
CREATE OR REPLACE FUNCTION heartly.is_staff(person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM public."user"
    WHERE "tenantId" = heartly.tenant_id() AND id = person AND role = 'STAFF'
      AND deleted_at IS NULL
  );
END
$$;

-- Whether an ADMIN may assign a person: STAFF who works nowhere yet, or is a colleague already. Another
-- house's STAFF is an OWNER's to assign, or an ADMIN could take anybody over.
CREATE OR REPLACE FUNCTION heartly.is_free_staff(person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN heartly.is_staff(person) AND (heartly.is_colleague(person) OR NOT EXISTS (
    SELECT FROM public.facility_staff
    WHERE "tenantId" = heartly.tenant_id() AND "userId" = person
  ));
END
$$;

REVOKE ALL ON FUNCTION heartly.is_colleague(uuid), heartly.is_staff(uuid),
  heartly.is_free_staff(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.is_colleague(uuid), heartly.is_staff(uuid),
  heartly.is_free_staff(uuid) TO heartly_app;

SET LOCAL ROLE heartly_owner;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;

ALTER TABLE tenant FORCE ROW LEVEL SECURITY;

ALTER TABLE "user" ENABLE ROW LEVEL SECURITY;

ALTER TABLE "user" FORCE ROW LEVEL SECURITY;

ALTER TABLE facility ENABLE ROW LEVEL SECURITY;

ALTER TABLE facility FORCE ROW LEVEL SECURITY;

ALTER TABLE client ENABLE ROW LEVEL SECURITY;

ALTER TABLE client FORCE ROW LEVEL SECURITY;

ALTER TABLE facility_staff ENABLE ROW LEVEL SECURITY;

ALTER TABLE facility_staff FORCE ROW LEVEL SECURITY;

ALTER TABLE session ENABLE ROW LEVEL SECURITY;

ALTER TABLE session FORCE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log FORCE ROW LEVEL SECURITY;

-- A partition has no policy and no grant: it is reached by its parent only.
ALTER TABLE user_action_audit_log_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE user_action_audit_log_default FORCE ROW LEVEL SECURITY;

-- tenant: everybody reads their own; OWNER changes its settings.

CREATE POLICY tenant_select ON tenant FOR SELECT TO heartly_app
  USING (id = (SELECT heartly.tenant_id()) AND deleted_at IS NULL);

CREATE POLICY tenant_update ON tenant FOR UPDATE TO heartly_app
  USING (id = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END)
  WITH CHECK (id = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

GRANT SELECT ON tenant TO heartly_app;

GRANT UPDATE (settings) ON tenant TO heartly_app;

-- "user": OWNER all of the tenant, others themselves and their colleagues. ADMIN makes and changes
-- STAFF only. Everybody changes their own row, where a trigger holds what may change in it.

CREATE POLICY user_select ON "user" FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id()) OR heartly.is_colleague(id)
      ELSE false END);

CREATE POLICY user_insert ON "user" FOR INSERT TO heartly_app
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN role = 'STAFF' AND permissions = '{}'
      ELSE false END);

CREATE POLICY user_update ON "user" FOR UPDATE TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR role = 'STAFF' AND heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id())
      ELSE false END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = (SELECT heartly.user_id()) OR role = 'STAFF' AND heartly.is_colleague(id)
      WHEN 'STAFF' THEN id = (SELECT heartly.user_id())
      ELSE false END);

GRANT SELECT ON "user" TO heartly_app;

GRANT INSERT ("tenantId", id, "firstName", "lastName", username, email, company, phone, role,
  permissions, onboarding_step, onboarding_completed_at, status) ON "user" TO heartly_app;

GRANT UPDATE ("firstName", "lastName", username, email, company, phone, role, permissions,
  onboarding_step, onboarding_completed_at, status) ON "user" TO heartly_app;

-- facility: OWNER all, others where they are assigned; ADMIN changes those, OWNER makes new ones.

CREATE POLICY facility_select ON facility FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

CREATE POLICY facility_insert ON facility FOR INSERT TO heartly_app
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

CREATE POLICY facility_update ON facility FOR UPDATE TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN id = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

GRANT SELECT ON facility TO heartly_app;

GRANT INSERT ("tenantId", id, name, address, city, state, zip, phone, email,
  "projectedClientCount", "roomCount", status) ON facility TO heartly_app;

GRANT UPDATE (name, address, city, state, zip, phone, email, "projectedClientCount", "roomCount",
  status) ON facility TO heartly_app;

-- client: OWNER all, others in their facilities. A move needs rights on both: the old one by USING,
-- the new one by WITH CHECK. STAFF makes none.

CREATE POLICY client_select ON client FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

CREATE POLICY client_insert ON client FOR INSERT TO heartly_app
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND deleted_at IS NULL
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      ELSE false END);

CREATE POLICY client_update ON client FOR UPDATE TO heartly_app
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

GRANT SELECT ON client TO heartly_app;

GRANT INSERT ("tenantId", id, "firstName", "lastName", "birthDate", uci, photo, "facilityId", phone,
  email, status) ON client TO heartly_app;

GRANT UPDATE ("firstName", "lastName", "birthDate", uci, photo, "facilityId", phone, email, status)
  ON client TO heartly_app;

-- facility_staff: OWNER all; others their own assignments and those of their facilities. ADMIN assigns
-- STAFF to them. An assignment ends by heartly.unassign_staff().

CREATE POLICY facility_staff_select ON facility_staff FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[]) OR "userId" = (SELECT heartly.user_id())
      WHEN 'STAFF' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[]) OR "userId" = (SELECT heartly.user_id())
      ELSE false END);

CREATE POLICY facility_staff_insert ON facility_staff FOR INSERT TO heartly_app
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND assigned_by = (SELECT heartly.user_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "facilityId" = ANY ((SELECT heartly.facility_ids())::uuid[]) AND heartly.is_free_staff("userId")
      ELSE false END);

GRANT SELECT ON facility_staff TO heartly_app;

GRANT INSERT ("tenantId", "facilityId", "userId", assigned_by) ON facility_staff TO heartly_app;

-- session: one's own, without the token's digest. Sign-in writes them.

CREATE POLICY session_select ON session FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id()) AND "userId" = (SELECT heartly.user_id()));

GRANT SELECT ("tenantId", id, "userId", created_at, expires_at, revoked_at) ON session
  TO heartly_app;

-- user_action_audit_log: OWNER all; ADMIN what was done by themselves or in their facilities; STAFF what
-- they did. Written as oneself, in this request, now.

CREATE POLICY user_action_audit_log_select ON user_action_audit_log FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role())
      WHEN 'OWNER' THEN true
      WHEN 'ADMIN' THEN "userId" = (SELECT heartly.user_id())
        OR "targetFacilityId" = ANY ((SELECT heartly.facility_ids())::uuid[])
      WHEN 'STAFF' THEN "userId" = (SELECT heartly.user_id())
      ELSE false END);

CREATE POLICY user_action_audit_log_insert ON user_action_audit_log FOR INSERT TO heartly_app
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND "userId" = (SELECT heartly.user_id())
    AND "sessionId" = (SELECT heartly.session_id()) AND "requestId" = (SELECT heartly.request_id())
    AND "ipAddress" IS NOT DISTINCT FROM (SELECT heartly.ip_address()));

-- heartly:ignore policy-allows-all an auditor reads the logs of all tenants, and nothing else
CREATE POLICY user_action_audit_log_audit ON user_action_audit_log FOR SELECT
  TO heartly_auditor, heartly_sealer USING (true);

GRANT SELECT ON user_action_audit_log TO heartly_app, heartly_auditor, heartly_sealer;

GRANT INSERT ("tenantId", id, "userId", "clientId", "targetUserId", "targetFacilityId", action,
  outcome, details, "requestId", "sessionId", "ipAddress", "userAgent") ON user_action_audit_log
  TO heartly_app;

-- The owner changes rows in an operation of the platform only, as a migration of data does.

CREATE POLICY tenant_operator ON tenant TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY user_operator ON "user" TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY facility_operator ON facility TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY client_operator ON client TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY facility_staff_operator ON facility_staff TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY session_operator ON session TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY user_action_audit_log_operator ON user_action_audit_log TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

-- What begin_request() and the functions above read, before there is a context.

CREATE POLICY tenant_context ON tenant FOR SELECT TO heartly_context USING (true);

-- heartly:ignore policy-allows-all nobody is heartly_context but its functions, which name the tenant
CREATE POLICY user_context ON "user" FOR SELECT TO heartly_context USING (true);

-- heartly:ignore policy-allows-all nobody is heartly_context but its functions, which name the tenant
CREATE POLICY facility_context ON facility FOR SELECT TO heartly_context USING (true);

-- heartly:ignore policy-allows-all nobody is heartly_context but its functions, which name the tenant
CREATE POLICY facility_staff_context ON facility_staff FOR SELECT TO heartly_context USING (true);

-- heartly:ignore policy-allows-all nobody is heartly_context but its functions, which name the tenant
CREATE POLICY session_context ON session FOR SELECT TO heartly_context USING (true);
