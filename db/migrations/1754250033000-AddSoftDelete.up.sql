-- Why:  nothing is deleted for good by the runtime role: a row is marked, can come back, and both are
--       audited. deleted_at is not the runtime role's to write; these functions write it, and hold
--       who may: OWNER everything, ADMIN clients and STAFF of their facilities. OWNER alone restores.
-- Lock: none that another session can wait for.
--
-- What still has something live in it is not deleted: a facility with clients, a tenant's last OWNER.
-- A restored row must be unique again. What is not there, or not the caller's, is one answer: P0002.

-- heartly:ignore-file several-exclusive-locks each policy alone would leave its function half working

SET LOCAL ROLE heartly_owner;

GRANT SELECT ON "user", facility, client TO heartly_context;

GRANT UPDATE (deleted_at) ON "user", facility, client TO heartly_context;

GRANT SELECT, DELETE ON facility_staff TO heartly_context;

GRANT UPDATE (revoked_at) ON session TO heartly_context;

CREATE POLICY user_soft_delete ON "user" FOR UPDATE TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

CREATE POLICY facility_soft_delete ON facility FOR UPDATE TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

CREATE POLICY client_soft_delete ON client FOR UPDATE TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

CREATE POLICY client_context ON client FOR SELECT TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

CREATE POLICY facility_staff_unassign ON facility_staff FOR DELETE TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

CREATE POLICY session_revoke ON session FOR UPDATE TO heartly_context
  USING ("tenantId" = heartly.tenant_id());

SET LOCAL ROLE heartly_context;

-- First in each of them, before it looks at a row: whoever may not do a thing must not learn by the
-- answer what is there.
CREATE OR REPLACE FUNCTION heartly.require_role(VARIADIC roles text[]) RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF heartly.tenant_id() IS NULL OR heartly.user_role() <> ALL (roles) THEN
    RAISE EXCEPTION 'the role may not do this' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION heartly.delete_client(client uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER', 'ADMIN');
  UPDATE public.client c SET deleted_at = now()
  WHERE c."tenantId" = heartly.tenant_id() AND c.id = client AND c.deleted_at IS NULL
    AND CASE heartly.user_role()
      WHEN 'OWNER' THEN true
      ELSE c."facilityId" = ANY (heartly.facility_ids()) END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such client' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION heartly.restore_client(client uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER');
  UPDATE public.client c SET deleted_at = NULL
  WHERE c."tenantId" = heartly.tenant_id() AND c.id = client AND c.deleted_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such client' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION heartly.delete_facility(facility uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER');
  -- Against a client that moves in at this moment: see refuse_deleted_facility().
  PERFORM FROM public.facility f
  WHERE f."tenantId" = heartly.tenant_id() AND f.id = facility AND f.deleted_at IS NULL
  FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such facility' USING ERRCODE = 'no_data_found';
  END IF;
  IF EXISTS (
    SELECT FROM public.client c
    WHERE c."tenantId" = heartly.tenant_id() AND c."facilityId" = facility
      AND c.deleted_at IS NULL
  ) THEN
    RAISE EXCEPTION 'clients still live in the facility'
      USING ERRCODE = 'restrict_violation', TABLE = 'client', CONSTRAINT = 'FK_client_facility';
  END IF;
  UPDATE public.facility f SET deleted_at = now()
  WHERE f."tenantId" = heartly.tenant_id() AND f.id = facility;
END
$$;

CREATE OR REPLACE FUNCTION heartly.restore_facility(facility uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER');
  UPDATE public.facility f SET deleted_at = NULL
  WHERE f."tenantId" = heartly.tenant_id() AND f.id = facility AND f.deleted_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such facility' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION heartly.delete_user(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER', 'ADMIN');
  UPDATE public."user" u SET deleted_at = now()
  WHERE u."tenantId" = heartly.tenant_id() AND u.id = person AND u.deleted_at IS NULL
    AND CASE heartly.user_role()
      WHEN 'OWNER' THEN true
      ELSE u.role = 'STAFF' AND heartly.is_colleague(u.id) END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such user' USING ERRCODE = 'no_data_found';
  END IF;
  UPDATE public.session s SET revoked_at = now()
  WHERE s."tenantId" = heartly.tenant_id() AND s."userId" = person AND s.revoked_at IS NULL;
END
$$;

CREATE OR REPLACE FUNCTION heartly.restore_user(person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER');
  UPDATE public."user" u SET deleted_at = NULL
  WHERE u."tenantId" = heartly.tenant_id() AND u.id = person AND u.deleted_at IS NOT NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such user' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

-- An assignment has nothing to restore: its row goes, and the audit log keeps it.
CREATE OR REPLACE FUNCTION heartly.unassign_staff(facility uuid, person uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.require_role('OWNER', 'ADMIN');
  DELETE FROM public.facility_staff a
  WHERE a."tenantId" = heartly.tenant_id() AND a."facilityId" = facility AND a."userId" = person
    AND CASE heartly.user_role()
      WHEN 'OWNER' THEN true
      ELSE a."facilityId" = ANY (heartly.facility_ids()) AND heartly.is_staff(person) END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such assignment' USING ERRCODE = 'no_data_found';
  END IF;
END
$$;

REVOKE ALL ON FUNCTION heartly.require_role(text[]), heartly.delete_client(uuid),
  heartly.restore_client(uuid), heartly.delete_facility(uuid), heartly.restore_facility(uuid),
  heartly.delete_user(uuid), heartly.restore_user(uuid), heartly.unassign_staff(uuid, uuid)
  FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.delete_client(uuid), heartly.restore_client(uuid),
  heartly.delete_facility(uuid), heartly.restore_facility(uuid), heartly.delete_user(uuid),
  heartly.restore_user(uuid), heartly.unassign_staff(uuid, uuid) TO heartly_app;
