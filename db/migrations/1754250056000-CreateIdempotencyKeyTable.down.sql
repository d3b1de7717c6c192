-- Why:  takes the keys of requests back; none is of use for longer than a day.
-- Lock: none that another session can wait for.

SET LOCAL ROLE heartly_context;

DROP FUNCTION IF EXISTS heartly.expire_idempotency_keys();

DROP FUNCTION IF EXISTS heartly.claim_idempotency_key(text, bytea, uuid);

SET LOCAL ROLE heartly_owner;

DROP TABLE IF EXISTS heartly.idempotency_key;
