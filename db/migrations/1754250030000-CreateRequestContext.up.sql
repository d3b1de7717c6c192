-- Why:  who acts, for whom and from where, said once in a transaction and believed by every policy. With
--       plain settings any injected SQL could claim to be another tenant. So the context is signed: an
--       HMAC (RFC 2104, SHA-256) over the claims, the backend, the transaction and its start, under a
--       key that the runtime role cannot read. A context that is forged, spliced of two, or replayed
--       in another transaction is refused with 28000, and so is a missing one.
-- Lock: none that another session can wait for.
--
-- The setting "heartly.context" holds tenant|user|session|role|request|address|facilities|HMAC. It is set
-- by SET LOCAL, so it dies with the transaction.

SET LOCAL ROLE heartly_owner;

CREATE TABLE IF NOT EXISTS heartly.context_key (
  -- There is one.
  id integer DEFAULT 1 NOT NULL,
  -- The key exclusive-or 0x36 and 0x5C, as RFC 2104 pads it.
  "innerPad" bytea NOT NULL,
  "outerPad" bytea NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "PK_context_key" PRIMARY KEY (id),
  CONSTRAINT "CHK_context_key_id" CHECK (id = 1),
  CONSTRAINT "CHK_context_key_innerPad" CHECK (octet_length("innerPad") = 64),
  CONSTRAINT "CHK_context_key_outerPad" CHECK (octet_length("outerPad") = 64)
);

COMMENT ON TABLE heartly.context_key IS 'What signs the context of requests. Only heartly_context reads it.';

GRANT SELECT, INSERT, UPDATE ON heartly.context_key TO heartly_context;

SET LOCAL ROLE heartly_context;

-- The HMAC of claims made by this backend in this transaction, in hexadecimal digits. The key is read each
-- time: a plan that held it would print it, to whoever sets debug_print_plan.
CREATE OR REPLACE FUNCTION heartly.sign_context(claims text) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    SELECT encode(sha256("outerPad" || sha256("innerPad" || int4send(pg_backend_pid())
      || timestamptz_send(now()) || xid8send(pg_current_xact_id()) || textsend(claims))), 'hex')
    FROM heartly.context_key);
END
$$;

-- Whether the setting is a context that was signed for this transaction.
CREATE OR REPLACE FUNCTION heartly.has_context() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  context text := current_setting('heartly.context', true);
BEGIN
  RETURN COALESCE((
    SELECT encode(sha256("outerPad" || sha256("innerPad" || int4send(pg_backend_pid())
        || timestamptz_send(now()) || xid8send(pg_current_xact_id_if_assigned())
        || textsend(left(context, -65)))), 'hex')
      = right(context, 64) AND substr(context, 37, 1) = '|'
    FROM heartly.context_key), false);
END
$$;

-- One claim of the context, by its place, once the whole was found to be signed.
CREATE OR REPLACE FUNCTION heartly.claim(place integer) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  context text := current_setting('heartly.context', true);
BEGIN
  IF (
    SELECT encode(sha256("outerPad" || sha256("innerPad" || int4send(pg_backend_pid())
        || timestamptz_send(now()) || xid8send(pg_current_xact_id_if_assigned())
        || textsend(left(context, -65)))), 'hex')
      = right(context, 64) AND substr(context, 37, 1) = '|'
    FROM heartly.context_key)
  THEN
    RETURN NULLIF(split_part(context, '|', place), '');
  END IF;
  RAISE EXCEPTION 'this transaction has no valid context'
    USING ERRCODE = 'invalid_authorization_specification',
      HINT = 'Call heartly.begin_request first in every transaction.';
END
$$;

-- A new key counts from each session's next transaction.
CREATE OR REPLACE FUNCTION heartly.rotate_context_key() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- Three version 4 UUIDs have 366 random bits from the server's strong source.
  secret bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    || uuid_send(gen_random_uuid()));
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
BEGIN
  FOR i IN 0 .. 31 LOOP
    inner_pad := set_byte(inner_pad, i, get_byte(inner_pad, i) # get_byte(secret, i));
    outer_pad := set_byte(outer_pad, i, get_byte(outer_pad, i) # get_byte(secret, i));
  END LOOP;
  INSERT INTO heartly.context_key (id, "innerPad", "outerPad") VALUES (1, inner_pad, outer_pad)
  ON CONFLICT (id) DO UPDATE SET "innerPad" = excluded."innerPad",
    "outerPad" = excluded."outerPad", created_at = now();
END
$$;

-- True in a transaction that the platform's operator has begun; refused without a valid context.
CREATE OR REPLACE FUNCTION heartly.is_operator() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN heartly.claim(1) = '00000000-0000-0000-0000-000000000000'
    AND heartly.claim(4) = 'OPERATOR';
END
$$;

SET LOCAL ROLE heartly_owner;

-- What the context claims, each refused with 28000 where the context is not valid. Policies ask them in
-- sub-selects, once for a statement: whoever changed the setting between two rows of a cursor would
-- otherwise be believed for the second.
CREATE OR REPLACE FUNCTION heartly.tenant_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(1)::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(2)::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.session_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(3)::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.user_role() RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(4) $$;

CREATE OR REPLACE FUNCTION heartly.request_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(5)::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.ip_address() RETURNS inet
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(6)::pg_catalog.inet $$;

CREATE OR REPLACE FUNCTION heartly.facility_ids() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(7)::pg_catalog.uuid[] $$;

GRANT SELECT ("tenantId", id, "userId", "tokenHash", expires_at, revoked_at) ON session
  TO heartly_context;

GRANT SELECT (id, status, deleted_at) ON tenant TO heartly_context;

GRANT SELECT ("tenantId", id, role, permissions, status, deleted_at) ON "user" TO heartly_context;

GRANT SELECT ("tenantId", id, deleted_at) ON facility TO heartly_context;

GRANT SELECT ("tenantId", "facilityId", "userId") ON facility_staff TO heartly_context;

SET LOCAL ROLE heartly_context;

-- First in every transaction of a request. Role, status and facilities are read here, each time, so
-- that what changed counts from the next transaction on.
CREATE OR REPLACE FUNCTION heartly.begin_request(
  tenant uuid,
  token text,
  request uuid,
  address inet DEFAULT NULL
) RETURNS TABLE (
  "userId" uuid,
  "sessionId" uuid,
  role text,
  permissions jsonb,
  "facilityIds" uuid[]
)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  claims text;
BEGIN
  IF current_setting('heartly.context', true) <> '' AND heartly.has_context() THEN
    RAISE EXCEPTION 'this transaction has a context already'
      USING ERRCODE = 'active_sql_transaction', HINT = 'A transaction serves one request.';
  END IF;
  IF request IS NULL THEN
    RAISE EXCEPTION 'a request needs an id' USING ERRCODE = 'null_value_not_allowed';
  END IF;

  SELECT s."userId", s.id, u.role, u.permissions,
    CASE u.role WHEN 'OWNER' THEN '{}' ELSE ARRAY(
      SELECT a."facilityId" FROM public.facility_staff a
      JOIN public.facility f ON f."tenantId" = a."tenantId" AND f.id = a."facilityId"
      WHERE a."tenantId" = s."tenantId" AND a."userId" = s."userId" AND f.deleted_at IS NULL
      ORDER BY a."facilityId"
    ) END
  INTO "userId", "sessionId", role, permissions, "facilityIds"
  FROM public.session s
  JOIN public."user" u ON u."tenantId" = s."tenantId" AND u.id = s."userId"
  JOIN public.tenant t ON t.id = s."tenantId"
  WHERE s."tenantId" = tenant AND s."tokenHash" = sha256(textsend(token))
    AND s.revoked_at IS NULL AND s.expires_at > now()
    AND u.status = 'ACTIVE' AND u.deleted_at IS NULL
    AND t.status = 'ACTIVE' AND t.deleted_at IS NULL;
  IF NOT FOUND THEN
    -- One message for all reasons: a stranger must not learn which it was.
    RAISE EXCEPTION 'the session is not valid'
      USING ERRCODE = 'invalid_authorization_specification';
  END IF;

  claims := concat_ws('|', tenant, "userId", "sessionId", role, request,
    COALESCE(host(address), ''), "facilityIds");
  EXECUTE 'SET LOCAL heartly.context = '
    || quote_literal(claims || '|' || heartly.sign_context(claims));
  RETURN NEXT;
END
$$;

COMMENT ON FUNCTION heartly.begin_request(uuid, text, uuid, inet) IS
  'Opens the context of a request by its session''s token, until the transaction ends.';

-- The platform's own work, for many tenants: a migration of data, a seed, the making of a tenant. The
-- audit log names the database role that did it, and the request that it is part of.
CREATE OR REPLACE FUNCTION heartly.begin_operation(request uuid DEFAULT gen_random_uuid())
RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  claims text := concat_ws('|', '00000000-0000-0000-0000-000000000000', '', '', 'OPERATOR', request,
    COALESCE(host(inet_client_addr()), ''), '');
BEGIN
  IF current_setting('heartly.context', true) <> '' AND heartly.has_context() THEN
    RAISE EXCEPTION 'this transaction has a context already'
      USING ERRCODE = 'active_sql_transaction', HINT = 'A transaction serves one request.';
  END IF;
  EXECUTE 'SET LOCAL heartly.context = '
    || quote_literal(claims || '|' || heartly.sign_context(claims));
  RETURN request;
END
$$;

COMMENT ON FUNCTION heartly.begin_operation(uuid) IS
  'Opens the context of the platform''s operator, until the transaction ends.';

REVOKE ALL ON FUNCTION heartly.rotate_context_key(), heartly.sign_context(text),
  heartly.has_context(), heartly.claim(integer), heartly.is_operator(),
  heartly.begin_request(uuid, text, uuid, inet), heartly.begin_operation(uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.claim(integer) TO heartly_app, heartly_owner;

GRANT EXECUTE ON FUNCTION heartly.is_operator(), heartly.rotate_context_key() TO heartly_owner;

GRANT EXECUTE ON FUNCTION heartly.begin_request(uuid, text, uuid, inet) TO heartly_app;

GRANT EXECUTE ON FUNCTION heartly.begin_operation(uuid) TO heartly_owner;

SET LOCAL ROLE heartly_owner;

REVOKE ALL ON FUNCTION heartly.tenant_id(), heartly.user_id(), heartly.session_id(),
  heartly.user_role(), heartly.request_id(), heartly.ip_address(), heartly.facility_ids() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.tenant_id(), heartly.user_id(), heartly.session_id(),
  heartly.user_role(), heartly.request_id(), heartly.ip_address(), heartly.facility_ids()
  TO heartly_app, heartly_context;

SELECT heartly.rotate_context_key();
