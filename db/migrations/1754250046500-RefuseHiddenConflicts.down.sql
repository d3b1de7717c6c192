-- Why:  ON CONFLICT meets rows that are not seen again.
-- Lock: ACCESS EXCLUSIVE on client for an instant.

SET LOCAL ROLE heartly_owner;

DROP TRIGGER IF EXISTS client_hidden ON client;

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.refuse_hidden_client();

SET LOCAL ROLE heartly_owner;

REVOKE EXECUTE ON FUNCTION heartly.is_in_scope(uuid, uuid[]) FROM heartly_context;
