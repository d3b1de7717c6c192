-- Why:  the context is signed again, under a new key.
-- Lock: none that another session can wait for.
--
-- The right to set the parameter stays with heartly_context: others may use it.

SET LOCAL ROLE heartly_owner;

DROP FUNCTION IF EXISTS heartly.facility_scope();

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

-- Writes the audit row of a changed row. The trigger's arguments are columns that are left out:
-- secrets, and what follows from other columns.
CREATE OR REPLACE FUNCTION heartly.record_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  before jsonb;
  after jsonb;
  one jsonb;
  left_out text[] := COALESCE(TG_ARGV, '{}');
  -- Found to be signed once, and then read as it stands: nothing here can change it.
  is_operation boolean := heartly.claim(1) = '00000000-0000-0000-0000-000000000000';
  claims text[] := string_to_array(current_setting('heartly.context'), '|', '');
BEGIN
  IF TG_OP = 'INSERT' THEN
    after := to_jsonb(NEW) - left_out;
    one := after;
  ELSIF TG_OP = 'DELETE' THEN
    before := to_jsonb(OLD) - left_out;
    one := before;
  ELSE
    one := to_jsonb(NEW) - left_out;
    SELECT jsonb_object_agg(o.key, o.value), jsonb_object_agg(o.key, one -> o.key)
    INTO before, after
    FROM jsonb_each(to_jsonb(OLD) - left_out) o
    -- As text: 1 and 1.000 are equal, and not the same.
    WHERE o.value::text IS DISTINCT FROM (one -> o.key)::text;
    IF before IS NULL THEN
      RETURN NULL;
    END IF;
  END IF;

  INSERT INTO public.data_audit_log ("tenantId", "tableName", operation, "rowKey", "facilityId",
    "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId", "ipAddress")
  VALUES (
    CASE TG_TABLE_NAME WHEN 'tenant' THEN one ->> 'id' ELSE one ->> 'tenantId' END::uuid,
    TG_TABLE_NAME,
    TG_OP,
    CASE TG_TABLE_NAME
      WHEN 'facility_staff' THEN jsonb_build_object('facilityId', one -> 'facilityId',
        'userId', one -> 'userId')
      ELSE jsonb_build_object('id', one -> 'id')
    END,
    CASE TG_TABLE_NAME WHEN 'facility' THEN one ->> 'id' ELSE one ->> 'facilityId' END::uuid,
    CASE TG_TABLE_NAME WHEN 'client' THEN one ->> 'id' END::uuid,
    before,
    after,
    CASE WHEN NOT is_operation THEN claims[2]::uuid END,
    CASE WHEN is_operation THEN session_user END,
    claims[3]::uuid,
    claims[5]::uuid,
    claims[6]::inet
  );
  RETURN NULL;
END
$$;

DROP FUNCTION IF EXISTS heartly.open_context(uuid, uuid, uuid, text, uuid, inet, uuid[]);

DROP FUNCTION IF EXISTS heartly.write_context(text);

DROP FUNCTION IF EXISTS heartly.claims();

-- heartly:ignore nothing-to-drop it is there where db/options/signed-context.sql was run
DROP FUNCTION IF EXISTS heartly.signature(text);

DROP FUNCTION IF EXISTS heartly.no_context();

REVOKE ALL ON FUNCTION heartly.rotate_context_key(), heartly.sign_context(text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.rotate_context_key() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

SELECT heartly.rotate_context_key();
