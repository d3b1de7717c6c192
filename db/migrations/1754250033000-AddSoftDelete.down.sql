-- Why:  takes the functions that delete and restore back.
-- Lock: ACCESS EXCLUSIVE on the tables of their policies for an instant.

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.unassign_staff(uuid, uuid);

DROP FUNCTION IF EXISTS heartly.restore_user(uuid);

DROP FUNCTION IF EXISTS heartly.delete_user(uuid);

DROP FUNCTION IF EXISTS heartly.restore_facility(uuid);

DROP FUNCTION IF EXISTS heartly.delete_facility(uuid);

DROP FUNCTION IF EXISTS heartly.restore_client(uuid);

DROP FUNCTION IF EXISTS heartly.delete_client(uuid);

DROP FUNCTION IF EXISTS heartly.require_role(text[]);

SET LOCAL ROLE heartly_owner;

DROP POLICY IF EXISTS session_revoke ON session;

DROP POLICY IF EXISTS facility_staff_unassign ON facility_staff;

DROP POLICY IF EXISTS client_context ON client;

DROP POLICY IF EXISTS client_soft_delete ON client;

DROP POLICY IF EXISTS facility_soft_delete ON facility;

DROP POLICY IF EXISTS user_soft_delete ON "user";

REVOKE UPDATE (revoked_at) ON session FROM heartly_context;

REVOKE SELECT, DELETE ON facility_staff FROM heartly_context;

GRANT SELECT ("tenantId", "facilityId", "userId") ON facility_staff TO heartly_context;

REVOKE UPDATE (deleted_at) ON "user", facility, client FROM heartly_context;

REVOKE SELECT ON "user", facility, client FROM heartly_context;

GRANT SELECT ("tenantId", id, role, permissions, status, deleted_at) ON "user" TO heartly_context;

GRANT SELECT ("tenantId", id, deleted_at) ON facility TO heartly_context;
