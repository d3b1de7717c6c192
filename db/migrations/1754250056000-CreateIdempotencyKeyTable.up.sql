-- Why:  a caller who got no answer sends the same request again, with the same key, and must not make the
--       same thing twice. The row says which thing the key has made; what the request said is not kept,
--       because the same request says it again.
-- Lock: none that another session can wait for; the table is new.
--
-- Only heartly_context reaches the table, by two functions: a person claims their own keys, and the runtime
-- deletes, outside of any request, what is older than a day.

SET LOCAL ROLE heartly_owner;

-- No index by time: what expires is looked for in the keys of a day.
-- heartly:ignore missing-audit-trigger it changes no record: what a key has made is in both logs
CREATE TABLE IF NOT EXISTS heartly.idempotency_key (
  "tenantId" uuid NOT NULL,
  -- Whose key it is: what one person's was used for is nobody else's to find out.
  "userId" uuid NOT NULL,
  key text NOT NULL,
  "requestDigest" bytea NOT NULL,
  "thingId" uuid NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "PK_idempotency_key" PRIMARY KEY ("tenantId", "userId", key),
  CONSTRAINT "CHK_idempotency_key_key" CHECK (char_length(key) BETWEEN 1 AND 255),
  CONSTRAINT "CHK_idempotency_key_requestDigest" CHECK (octet_length("requestDigest") = 32)
);

COMMENT ON TABLE heartly.idempotency_key IS
  'What a request with an Idempotency-Key has made, for a day. Only heartly_context reads it.';

COMMENT ON COLUMN heartly.idempotency_key."requestDigest" IS 'SHA-256 of the request.';

ALTER TABLE heartly.idempotency_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE heartly.idempotency_key FORCE ROW LEVEL SECURITY;

-- In a request one's own; outside of one what has expired.
CREATE POLICY idempotency_key_context ON heartly.idempotency_key TO heartly_context
  USING (CASE (SELECT heartly.has_context())
    WHEN true THEN "tenantId" = (SELECT heartly.tenant_id()) AND "userId" = (SELECT heartly.user_id())
    ELSE created_at <= now() - interval '24 hours' END)
  WITH CHECK ("tenantId" = (SELECT heartly.tenant_id()) AND "userId" = (SELECT heartly.user_id()));

GRANT SELECT, INSERT, UPDATE, DELETE ON heartly.idempotency_key TO heartly_context;

SET LOCAL ROLE heartly_context;

-- NEW: the key was free, or has expired, and is the request's now. REPLAY: the same request has made
-- "thingId" at "claimedAt". MISMATCH: the key is another request's. Where that is still under way nobody
-- waits for it: IK001.
CREATE OR REPLACE FUNCTION heartly.claim_idempotency_key(
  claimed text,
  digest bytea,
  thing uuid
) RETURNS TABLE (outcome text, "thingId" uuid, "claimedAt" timestamptz)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '100ms'
AS $$
#variable_conflict use_column
BEGIN
  BEGIN
    INSERT INTO heartly.idempotency_key AS k ("tenantId", "userId", key, "requestDigest", "thingId")
    VALUES (heartly.tenant_id(), heartly.user_id(), claimed, digest, thing)
    ON CONFLICT ("tenantId", "userId", key) DO UPDATE
      SET "requestDigest" = EXCLUDED."requestDigest", "thingId" = EXCLUDED."thingId",
        created_at = now()
      WHERE k.created_at <= now() - interval '24 hours';
  EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION 'a request with this key is under way' USING ERRCODE = 'IK001',
      HINT = 'Send it again when the first one was answered.';
  END;
  IF FOUND THEN
    RETURN QUERY SELECT 'NEW'::text, thing, now();
  ELSE
    RETURN QUERY SELECT CASE WHEN k."requestDigest" = digest THEN 'REPLAY' ELSE 'MISMATCH' END,
      k."thingId", k.created_at
    FROM heartly.idempotency_key k
    WHERE k."tenantId" = heartly.tenant_id() AND k."userId" = heartly.user_id() AND k.key = claimed;
  END IF;
END
$$;

COMMENT ON FUNCTION heartly.claim_idempotency_key(text, bytea, uuid) IS
  'Takes an Idempotency-Key for a request that makes a thing, or tells what it has made.';

-- Deletes the keys of all tenants that have expired, and tells how many. Called outside of a request.
CREATE OR REPLACE FUNCTION heartly.expire_idempotency_keys() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  expired bigint;
BEGIN
  DELETE FROM heartly.idempotency_key WHERE created_at <= now() - interval '24 hours';
  GET DIAGNOSTICS expired = ROW_COUNT;
  RETURN expired;
END
$$;

COMMENT ON FUNCTION heartly.expire_idempotency_keys() IS 'Deletes Idempotency-Keys older than a day.';

REVOKE ALL ON FUNCTION heartly.claim_idempotency_key(text, bytea, uuid),
  heartly.expire_idempotency_keys() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.claim_idempotency_key(text, bytea, uuid),
  heartly.expire_idempotency_keys() TO heartly_app;
