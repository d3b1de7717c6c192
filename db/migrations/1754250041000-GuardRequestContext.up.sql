-- Why:  every policy asks the context, and an HMAC for each answer cost a look-up by key half of its time
--       again. The context moves to a parameter that only heartly_context may set, and is then
--       believed as it stands: nothing is left to forge, splice or replay, there is no key, and a
--       reading request takes no transaction number. The functions that policies ask become
--       expressions of PostgreSQL's own functions, which the planner puts into the plan.
-- Lock: ACCESS EXCLUSIVE on heartly.context_key, which goes.
--
-- The parameter is backtrace_functions (PostgreSQL 15 or newer), as docs/decisions/0013-guarded-context.md
-- explains. It holds the word heartly_context_1 and, each after a blank, tenant, user, session, role,
-- request, address and facilities: identifiers without hyphens, the address with x and y for its dots
-- and colons, the facilities with commas, or "all". SET LOCAL sets it, so it dies with the transaction.

-- Like roles, rights on parameters belong to the cluster: the down leaves this one, as others may use it.
-- Where nobody can grant it, whoever sets heartly.context_form to 'signed' goes on, and requests are refused
-- until db/options/signed-context.sql was run.
-- heartly:ignore down-incomplete the right stays, as said above
DO $parameter$
BEGIN
  IF NOT pg_catalog.has_parameter_privilege('heartly_context', 'backtrace_functions', 'SET') THEN
    BEGIN
      GRANT SET ON PARAMETER backtrace_functions TO heartly_context;
    EXCEPTION WHEN internal_error OR unique_violation OR insufficient_privilege THEN
      NULL;  -- Not ours to grant; or another database's migration did it, at the same moment.
    END;
  END IF;
  IF NOT pg_catalog.has_parameter_privilege('heartly_context', 'backtrace_functions', 'SET')
    AND pg_catalog.current_setting('heartly.context_form', true) IS DISTINCT FROM 'signed'
  THEN
    RAISE EXCEPTION 'heartly_context may not set the parameter that carries the context of requests'
      USING ERRCODE = 'insufficient_privilege',
        HINT = 'A superuser runs: GRANT SET ON PARAMETER backtrace_functions TO heartly_context; '
          'where there is none, db/options/signed-context.sql says what to do.';
  END IF;
END
$parameter$;

SET LOCAL ROLE heartly_context;

-- What a request is refused with that has not begun as it should.
DROP FUNCTION IF EXISTS heartly.no_context();

CREATE OR REPLACE FUNCTION heartly.no_context() RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RAISE EXCEPTION 'this transaction has no valid context'
    USING ERRCODE = 'invalid_authorization_specification',
      HINT = 'Call heartly.begin_request first in every transaction.';
END
$$;

CREATE OR REPLACE FUNCTION heartly.has_context() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
$$;

-- One claim of the context, by its place after that word; empty where it claims nothing there. The planner replaces the
-- call by its body only as long as that is one SELECT of functions that are not more volatile, and
-- this one neither has its owner's rights nor a setting.
CREATE OR REPLACE FUNCTION heartly.claim(place integer) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT CASE
    WHEN pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
    THEN pg_catalog.split_part(pg_catalog.current_setting('backtrace_functions'), ' ',
      place OPERATOR(pg_catalog.+) 1)
    ELSE heartly.no_context()
  END
$$;

-- All of them: the word that begins a context, and then as above; NULL where it claims nothing.
CREATE OR REPLACE FUNCTION heartly.claims() RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
  SELECT pg_catalog.string_to_array(CASE
    WHEN pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
    THEN pg_catalog.current_setting('backtrace_functions')
    ELSE heartly.no_context()
  END, ' ', '')
$$;

-- Only here is it written.
CREATE OR REPLACE FUNCTION heartly.write_context(context text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  EXECUTE format('SET LOCAL backtrace_functions = %L', context);
END
$$;

-- The context of a transaction, which is to have none yet.
CREATE OR REPLACE FUNCTION heartly.open_context(
  tenant uuid,
  person uuid,
  session uuid,
  role text,
  request uuid,
  address inet,
  facilities uuid[]
) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF heartly.has_context() THEN
    RAISE EXCEPTION 'this transaction has a context already'
      USING ERRCODE = 'active_sql_transaction', HINT = 'A transaction serves one request.';
  END IF;
  -- RESET ALL takes a context away. A query that began under it must not go on under another one.
  IF EXISTS (SELECT FROM pg_cursor() WHERE name <> '' AND (NOT is_holdable OR creation_time >= now())) THEN
    RAISE EXCEPTION 'a cursor of this transaction is open'
      USING ERRCODE = 'invalid_cursor_state', HINT = 'A request begins before its first query.';
  END IF;
  PERFORM heartly.write_context(concat_ws(' ', 'heartly_context_1',
    translate(concat_ws(' ', tenant, COALESCE(person::text, ''), COALESCE(session::text, ''), role,
      COALESCE(request::text, '')), '-', ''),
    COALESCE(translate(host(address), '.:', 'xy'), ''),
    CASE role WHEN 'OWNER' THEN 'all' ELSE translate(facilities::text, '{}-', '') END));
END
$$;

-- True in a transaction that the platform's operator has begun; refused without a valid context.
CREATE OR REPLACE FUNCTION heartly.is_operator() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN heartly.tenant_id() = '00000000-0000-0000-0000-000000000000'
    AND heartly.user_role() = 'OPERATOR';
END
$$;

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
BEGIN
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

  PERFORM heartly.open_context(tenant, "userId", "sessionId", role, request, address, "facilityIds");
  RETURN NEXT;
END
$$;

CREATE OR REPLACE FUNCTION heartly.begin_operation(request uuid DEFAULT gen_random_uuid())
RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM heartly.open_context('00000000-0000-0000-0000-000000000000', NULL, NULL, 'OPERATOR', request,
    inet_client_addr(), '{}');
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
  claims text[] := heartly.claims();
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
    claims[3]::uuid,
    CASE claims[5] WHEN 'OPERATOR' THEN session_user END,
    claims[4]::uuid,
    claims[6]::uuid,
    translate(claims[7], 'xy', '.:')::inet
  );
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION heartly.no_context(), heartly.has_context(), heartly.claims(),
  heartly.write_context(text),
  heartly.open_context(uuid, uuid, uuid, text, uuid, inet, uuid[]) FROM PUBLIC;

-- The planner puts a body into a plan only for whom may call the function.
GRANT EXECUTE ON FUNCTION heartly.no_context() TO heartly_app, heartly_owner;

DROP FUNCTION IF EXISTS heartly.sign_context(text);

DROP FUNCTION IF EXISTS heartly.rotate_context_key();

SET LOCAL ROLE heartly_owner;

-- heartly:ignore drop-table a key is not missed: whoever signs again makes a new one
DROP TABLE IF EXISTS heartly.context_key;

-- Each refused with 28000 where there is no context.
CREATE OR REPLACE FUNCTION heartly.tenant_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(1)::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.user_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(heartly.claim(2), '')::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.session_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(heartly.claim(3), '')::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.user_role() RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT heartly.claim(4) $$;

CREATE OR REPLACE FUNCTION heartly.request_id() RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(heartly.claim(5), '')::pg_catalog.uuid $$;

CREATE OR REPLACE FUNCTION heartly.ip_address() RETURNS inet
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT NULLIF(pg_catalog.translate(heartly.claim(6), 'xy', '.:'), '')::pg_catalog.inet $$;

-- The facilities whose rows the person sees; NULL for all of the tenant, and {} for none.
CREATE OR REPLACE FUNCTION heartly.facility_scope() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$
  SELECT pg_catalog.string_to_array(NULLIF(heartly.claim(7), 'all'), ',')::pg_catalog.uuid[]
$$;

-- The facilities that the person is assigned to.
CREATE OR REPLACE FUNCTION heartly.facility_ids() RETURNS uuid[]
LANGUAGE sql STABLE PARALLEL RESTRICTED
AS $$ SELECT COALESCE(heartly.facility_scope(), '{}') $$;

REVOKE ALL ON FUNCTION heartly.facility_scope() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.facility_scope() TO heartly_app, heartly_context;
