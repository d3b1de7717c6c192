-- Why:  takes the context of requests back, with its key.
-- Lock: ACCESS EXCLUSIVE on heartly.context_key.

REVOKE SELECT ("tenantId", "facilityId", "userId") ON facility_staff FROM heartly_context;

REVOKE SELECT ("tenantId", id, deleted_at) ON facility FROM heartly_context;

REVOKE SELECT ("tenantId", id, role, permissions, status, deleted_at) ON "user" FROM heartly_context;

REVOKE SELECT (id, status, deleted_at) ON tenant FROM heartly_context;

REVOKE SELECT ("tenantId", id, "userId", "tokenHash", expires_at, revoked_at) ON session
  FROM heartly_context;

DROP FUNCTION IF EXISTS heartly.begin_operation(uuid);

DROP FUNCTION IF EXISTS heartly.begin_request(uuid, text, uuid, inet);

DROP FUNCTION IF EXISTS heartly.facility_ids();

DROP FUNCTION IF EXISTS heartly.ip_address();

DROP FUNCTION IF EXISTS heartly.request_id();

DROP FUNCTION IF EXISTS heartly.user_role();

DROP FUNCTION IF EXISTS heartly.session_id();

DROP FUNCTION IF EXISTS heartly.user_id();

DROP FUNCTION IF EXISTS heartly.is_operator();

DROP FUNCTION IF EXISTS heartly.tenant_id();

DROP FUNCTION IF EXISTS heartly.claim(integer);

DROP FUNCTION IF EXISTS heartly.has_context();

DROP FUNCTION IF EXISTS heartly.sign_context(text);

DROP FUNCTION IF EXISTS heartly.rotate_context_key();

DROP TABLE IF EXISTS heartly.context_key;
