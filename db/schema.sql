--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: heartly; Type: SCHEMA; Schema: -; Owner: heartly_owner
--

CREATE SCHEMA heartly;

ALTER SCHEMA heartly OWNER TO heartly_owner;

--
-- Name: SCHEMA heartly; Type: COMMENT; Schema: -; Owner: heartly_owner
--

COMMENT ON SCHEMA heartly IS 'What a request calls: context, soft delete, audit.';

--
-- Name: fuzzystrmatch; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA heartly;

--
-- Name: EXTENSION fuzzystrmatch; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION fuzzystrmatch IS 'determine similarities and distance between strings';

--
-- Name: begin_expected_request(uuid, text, uuid, inet, text); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text) RETURNS TABLE("userId" uuid, "sessionId" uuid, role text, permissions jsonb, "facilityIds" uuid[], state text)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  SELECT r."userId", r."sessionId", r.role, r.permissions, r."facilityIds",
    concat_ws(' ', r.role, r."facilityIds", r.permissions)
  INTO "userId", "sessionId", role, permissions, "facilityIds", state
  FROM heartly.begin_request(tenant, token, request, address) r;
  IF expected <> state THEN
    RAISE EXCEPTION 'the person was changed meanwhile' USING ERRCODE = 'PC001',
      HINT = 'Decide anew, and begin again.';
  END IF;
  RETURN NEXT;
END
$$;

ALTER FUNCTION heartly.begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text) OWNER TO heartly_owner;

--
-- Name: FUNCTION begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text) IS 'Opens the context of a request of a person who is as expected.';

--
-- Name: begin_operation(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.begin_operation(request uuid DEFAULT gen_random_uuid()) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  PERFORM heartly.open_context('00000000-0000-0000-0000-000000000000', NULL, NULL, 'OPERATOR', request,
    inet_client_addr(), '{}');
  RETURN request;
END
$$;

ALTER FUNCTION heartly.begin_operation(request uuid) OWNER TO heartly_context;

--
-- Name: FUNCTION begin_operation(request uuid); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.begin_operation(request uuid) IS 'Opens the context of the platform''s operator, until the transaction ends.';

--
-- Name: begin_request(uuid, text, uuid, inet); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.begin_request(tenant uuid, token text, request uuid, address inet DEFAULT NULL::inet) RETURNS TABLE("userId" uuid, "sessionId" uuid, role text, permissions jsonb, "facilityIds" uuid[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.begin_request(tenant uuid, token text, request uuid, address inet) OWNER TO heartly_context;

--
-- Name: FUNCTION begin_request(tenant uuid, token text, request uuid, address inet); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.begin_request(tenant uuid, token text, request uuid, address inet) IS 'Opens the context of a request by its session''s token, until the transaction ends.';

--
-- Name: claim(integer); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.claim(place integer) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT CASE
    WHEN pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
    THEN pg_catalog.split_part(pg_catalog.current_setting('backtrace_functions'), ' ',
      place OPERATOR(pg_catalog.+) 1)
    ELSE heartly.no_context()
  END
$$;

ALTER FUNCTION heartly.claim(place integer) OWNER TO heartly_context;

--
-- Name: claim_idempotency_key(text, bytea, uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.claim_idempotency_key(claimed text, digest bytea, thing uuid) RETURNS TABLE(outcome text, "thingId" uuid, "claimedAt" timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET lock_timeout TO '100ms'
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

ALTER FUNCTION heartly.claim_idempotency_key(claimed text, digest bytea, thing uuid) OWNER TO heartly_context;

--
-- Name: FUNCTION claim_idempotency_key(claimed text, digest bytea, thing uuid); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.claim_idempotency_key(claimed text, digest bytea, thing uuid) IS 'Takes an Idempotency-Key for a request that makes a thing, or tells what it has made.';

--
-- Name: claims(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.claims() RETURNS text[]
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT pg_catalog.string_to_array(CASE
    WHEN pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
    THEN pg_catalog.current_setting('backtrace_functions')
    ELSE heartly.no_context()
  END, ' ', '')
$$;

ALTER FUNCTION heartly.claims() OWNER TO heartly_context;

--
-- Name: delete_client(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.delete_client(client uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.delete_client(client uuid) OWNER TO heartly_context;

--
-- Name: delete_facility(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.delete_facility(facility uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.delete_facility(facility uuid) OWNER TO heartly_context;

--
-- Name: delete_user(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.delete_user(person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.delete_user(person uuid) OWNER TO heartly_context;

--
-- Name: drop_audit_partition(regclass); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.drop_audit_partition(partition regclass) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
DECLARE
  log text;
  month date;
  is_held boolean;
BEGIN
  SELECT p.relname, to_date(right(c.relname, 7), 'YYYY_MM') INTO log, month
  FROM pg_class c
  JOIN pg_inherits i ON i.inhrelid = c.oid
  JOIN pg_class p ON p.oid = i.inhparent
  WHERE c.oid = partition AND p.relname IN ('user_action_audit_log', 'data_audit_log')
    AND c.relname ~ '_[0-9]{4}_[0-9]{2}$';
  IF NOT FOUND THEN
    RAISE EXCEPTION '% is no month of an audit log', partition
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  IF month + interval '1 month' + interval '6 years' > now() THEN
    RAISE EXCEPTION '% is kept until %', partition,
        (month + interval '1 month' + interval '6 years')::date
      USING ERRCODE = 'restrict_violation', HINT = 'Audit rows are kept for six years.';
  END IF;
  EXECUTE format(
    'SELECT EXISTS (SELECT FROM public.legal_hold h WHERE h.released_at IS NULL AND EXISTS (
       SELECT FROM public.%I a WHERE a."tenantId" = h."tenantId" AND a.created_at >= h."heldFrom"
         AND a.created_at >= %L AND a.created_at < %L))',
    log, month, month + interval '1 month') INTO is_held;
  IF is_held THEN
    RAISE EXCEPTION '% holds rows under a legal hold', partition
      USING ERRCODE = 'restrict_violation', TABLE = 'legal_hold';
  END IF;
  EXECUTE format('ALTER TABLE public.%I DETACH PARTITION %s', log, partition);
  EXECUTE format('DROP TABLE %s', partition);
END
$_$;

ALTER FUNCTION heartly.drop_audit_partition(partition regclass) OWNER TO heartly_owner;

--
-- Name: FUNCTION drop_audit_partition(partition regclass); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.drop_audit_partition(partition regclass) IS 'Drops a month of an audit log that is over six years old and under no legal hold.';

--
-- Name: expire_idempotency_keys(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.expire_idempotency_keys() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  expired bigint;
BEGIN
  DELETE FROM heartly.idempotency_key WHERE created_at <= now() - interval '24 hours';
  GET DIAGNOSTICS expired = ROW_COUNT;
  RETURN expired;
END
$$;

ALTER FUNCTION heartly.expire_idempotency_keys() OWNER TO heartly_context;

--
-- Name: FUNCTION expire_idempotency_keys(); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.expire_idempotency_keys() IS 'Deletes Idempotency-Keys older than a day.';

--
-- Name: facility_ids(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.facility_ids() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT COALESCE(heartly.facility_scope(), '{}') $$;

ALTER FUNCTION heartly.facility_ids() OWNER TO heartly_owner;

--
-- Name: facility_scope(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.facility_scope() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$
  SELECT pg_catalog.string_to_array(NULLIF(heartly.claim(7), 'all'), ',')::pg_catalog.uuid[]
$$;

ALTER FUNCTION heartly.facility_scope() OWNER TO heartly_owner;

--
-- Name: guard_user(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.guard_user() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF heartly.user_role() IN ('OWNER', 'OPERATOR') THEN
    RETURN NEW;
  END IF;
  IF NEW.role <> OLD.role OR NEW.permissions <> OLD.permissions
    OR NEW.id = heartly.user_id()
      AND (NEW.username <> OLD.username OR NEW.status <> OLD.status)
  THEN
    RAISE EXCEPTION 'role, permissions, and one''s own username and status are an OWNER''s to change'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END
$$;

ALTER FUNCTION heartly.guard_user() OWNER TO heartly_owner;

--
-- Name: has_context(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.has_context() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
  SELECT pg_catalog.starts_with(pg_catalog.current_setting('backtrace_functions'), 'heartly_context_1 ')
$$;

ALTER FUNCTION heartly.has_context() OWNER TO heartly_context;

--
-- Name: index_client_name(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.index_client_name() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM public.client_name_key k
    WHERE k."tenantId" = OLD."tenantId" AND k."clientId" = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' AND NEW.deleted_at IS NULL THEN
    -- Three letters and more, or from one on where a character is a word.
    INSERT INTO public.client_name_key ("tenantId", "isWhole", key, "clientId", "facilityId")
    SELECT DISTINCT NEW."tenantId", start = 1, substr(word, start), NEW.id, NEW."facilityId"
    FROM unnest(heartly.search_words(NEW."searchName")) word
    CROSS JOIN LATERAL generate_series(1, greatest(1, char_length(word)
      - CASE WHEN word COLLATE "C" >= U&'\2E80' THEN 0 ELSE 2 END)) start;
  END IF;
  RETURN NULL;
END
$$;

ALTER FUNCTION heartly.index_client_name() OWNER TO heartly_context;

--
-- Name: ip_address(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.ip_address() RETURNS inet
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT NULLIF(pg_catalog.translate(heartly.claim(6), 'xy', '.:'), '')::pg_catalog.inet $$;

ALTER FUNCTION heartly.ip_address() OWNER TO heartly_owner;

--
-- Name: is_actor(uuid, uuid, text); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.is_actor(tenant uuid, person uuid, operator text) RETURNS boolean
    LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  claims text[] := heartly.claims();
BEGIN
  RETURN CASE claims[5]
    WHEN 'OPERATOR' THEN operator IS NOT NULL
    ELSE claims[2]::uuid = tenant AND claims[3]::uuid = person
  END;
END
$$;

ALTER FUNCTION heartly.is_actor(tenant uuid, person uuid, operator text) OWNER TO heartly_context;

--
-- Name: is_colleague(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.is_colleague(person uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM public.facility_staff
    WHERE "tenantId" = heartly.tenant_id() AND "userId" = person
      AND "facilityId" = ANY (heartly.facility_ids())
  );
END
$$;

ALTER FUNCTION heartly.is_colleague(person uuid) OWNER TO heartly_context;

--
-- Name: is_free_staff(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.is_free_staff(person uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN heartly.is_staff(person) AND (heartly.is_colleague(person) OR NOT EXISTS (
    SELECT FROM public.facility_staff
    WHERE "tenantId" = heartly.tenant_id() AND "userId" = person
  ));
END
$$;

ALTER FUNCTION heartly.is_free_staff(person uuid) OWNER TO heartly_context;

--
-- Name: is_in_scope(uuid, uuid[]); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.is_in_scope(facility uuid, scope uuid[]) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT COST 0.0001 PARALLEL SAFE
    AS $$
BEGIN
  RETURN facility OPERATOR(pg_catalog.=) ANY (scope);
END
$$;

ALTER FUNCTION heartly.is_in_scope(facility uuid, scope uuid[]) OWNER TO heartly_owner;

--
-- Name: is_operator(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.is_operator() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN heartly.tenant_id() = '00000000-0000-0000-0000-000000000000'
    AND heartly.user_role() = 'OPERATOR';
END
$$;

ALTER FUNCTION heartly.is_operator() OWNER TO heartly_context;

--
-- Name: is_staff(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.is_staff(person uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL RESTRICTED
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM public."user"
    WHERE "tenantId" = heartly.tenant_id() AND id = person AND role = 'STAFF'
      AND deleted_at IS NULL
  );
END
$$;

ALTER FUNCTION heartly.is_staff(person uuid) OWNER TO heartly_context;

--
-- Name: keep_an_owner(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.keep_an_owner() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF heartly.user_role() = 'OPERATOR' THEN
    RETURN NULL;
  END IF;
  PERFORM FROM public."user" u
  WHERE u."tenantId" = OLD."tenantId" AND u.id <> OLD.id AND u.role = 'OWNER'
    AND u.status = 'ACTIVE' AND u.deleted_at IS NULL
  FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'a tenant keeps an active OWNER' USING ERRCODE = 'restrict_violation', TABLE = 'user',
      CONSTRAINT = 'CHK_user_last_owner';
  END IF;
  RETURN NULL;
END
$$;

ALTER FUNCTION heartly.keep_an_owner() OWNER TO heartly_context;

--
-- Name: make_audit_partitions(integer); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.make_audit_partitions(months_ahead integer DEFAULT 3) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    AS $_$
DECLARE
  log text;
  month date;
  name text;
BEGIN
  IF months_ahead NOT BETWEEN 0 AND 24 THEN
    RAISE EXCEPTION 'months_ahead is to be from 0 to 24' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  FOREACH log IN ARRAY ARRAY['user_action_audit_log', 'data_audit_log'] LOOP
    FOR month IN
      SELECT m::date FROM generate_series(date_trunc('month', now()),
        date_trunc('month', now()) + make_interval(months => months_ahead), interval '1 month') m
    LOOP
      name := log || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass('public.' || quote_ident(name)) IS NOT NULL;
      EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
        name, log);
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
      EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', log || '_default');
      -- The owner is held by the partition's policies, of which there are none: for this moment it
      -- is not.
      EXECUTE format('ALTER TABLE public.%I NO FORCE ROW LEVEL SECURITY', log || '_default');
      EXECUTE format(
        'WITH moved AS (
           DELETE FROM public.%1$I WHERE created_at >= %3$L AND created_at < %4$L RETURNING *
         )
         INSERT INTO public.%2$I SELECT * FROM moved',
        log || '_default', name, month, month + interval '1 month');
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', log || '_default');
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', name);
      EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
        log, name, month, month + interval '1 month');
      EXECUTE format('COMMENT ON TABLE public.%I IS %L', name,
        'PHI. Audit rows of ' || to_char(month, 'YYYY-MM') || '.');
      RETURN NEXT name;
    END LOOP;
  END LOOP;
END
$_$;

ALTER FUNCTION heartly.make_audit_partitions(months_ahead integer) OWNER TO heartly_owner;

--
-- Name: FUNCTION make_audit_partitions(months_ahead integer); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.make_audit_partitions(months_ahead integer) IS 'Makes the audit logs'' partitions of this month and of some ahead. May run at any time and twice.';

--
-- Name: merge_patch(jsonb, jsonb); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.merge_patch(target jsonb, patch jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  merged jsonb := target;
  member record;
BEGIN
  IF jsonb_typeof(patch) <> 'object' THEN
    RETURN patch;
  END IF;
  IF merged IS NULL OR jsonb_typeof(merged) <> 'object' THEN
    merged := '{}';
  END IF;
  FOR member IN SELECT p.key, p.value FROM jsonb_each(patch) p LOOP
    IF jsonb_typeof(member.value) = 'null' THEN
      merged := merged - member.key;
    ELSE
      merged := merged || jsonb_build_object(member.key,
        heartly.merge_patch(merged -> member.key, member.value));
    END IF;
  END LOOP;
  RETURN merged;
END
$$;

ALTER FUNCTION heartly.merge_patch(target jsonb, patch jsonb) OWNER TO heartly_owner;

--
-- Name: FUNCTION merge_patch(target jsonb, patch jsonb); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.merge_patch(target jsonb, patch jsonb) IS 'What a merge patch (RFC 7396) makes of a value: null takes a member away.';

--
-- Name: no_context(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.no_context() RETURNS text
    LANGUAGE plpgsql STABLE COST 1 PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RAISE EXCEPTION 'this transaction has no valid context'
    USING ERRCODE = 'invalid_authorization_specification',
      HINT = 'Call heartly.begin_request first in every transaction.';
END
$$;

ALTER FUNCTION heartly.no_context() OWNER TO heartly_context;

--
-- Name: open_context(uuid, uuid, uuid, text, uuid, inet, uuid[]); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.open_context(tenant uuid, person uuid, session uuid, role text, request uuid, address inet, facilities uuid[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF heartly.has_context() THEN
    RAISE EXCEPTION 'this transaction has a context already'
      USING ERRCODE = 'active_sql_transaction', HINT = 'A transaction serves one request.';
  END IF;
  -- RESET ALL takes a context away. A query that began under it must not go on under another one.
  -- The portal without a name is this very statement, or one that was left half read for a call by the
  -- function-call message, which has no portal and no text.
  IF EXISTS (
    SELECT FROM pg_cursor()
    WHERE (name <> '' OR statement IS DISTINCT FROM current_query())
      AND (NOT is_holdable OR creation_time >= now())
  ) THEN
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

ALTER FUNCTION heartly.open_context(tenant uuid, person uuid, session uuid, role text, request uuid, address inet, facilities uuid[]) OWNER TO heartly_context;

--
-- Name: record_action(text, text, uuid, uuid, uuid, jsonb, text); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.record_action(action text, outcome text DEFAULT 'SUCCESS'::text, client uuid DEFAULT NULL::uuid, target_user uuid DEFAULT NULL::uuid, target_facility uuid DEFAULT NULL::uuid, details jsonb DEFAULT '{}'::jsonb, user_agent text DEFAULT NULL::text) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  INSERT INTO public.user_action_audit_log ("tenantId", "userId", "clientId", "targetUserId",
    "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress", "userAgent")
  VALUES (heartly.tenant_id(), heartly.user_id(), client, target_user, target_facility, action,
    outcome, details, heartly.request_id(), heartly.session_id(), heartly.ip_address(),
    left(user_agent, 1000))
$$;

ALTER FUNCTION heartly.record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text) OWNER TO heartly_owner;

--
-- Name: FUNCTION record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text) IS 'Writes what the context''s person did into the log of actions.';

--
-- Name: record_audit_reading(uuid, text, jsonb); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  INSERT INTO public.user_action_audit_log ("tenantId", action, outcome, details, "ipAddress")
  VALUES (tenant, action, 'SUCCESS', details || jsonb_build_object('databaseRole', session_user),
    inet_client_addr());
END
$$;

ALTER FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb) OWNER TO heartly_context;

--
-- Name: FUNCTION record_audit_reading(tenant uuid, action text, details jsonb); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb) IS 'Notes in a tenant''s audit log that the auditor reads it.';

--
-- Name: record_change(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.record_change() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  claims text[] := heartly.claims();
  one record := COALESCE(NEW, OLD);
  whole jsonb;
  left_out text[] := COALESCE(TG_ARGV, '{}');
  before jsonb;
  after jsonb;
  tenant uuid;
  facility uuid;
  client uuid;
  row_key jsonb;
BEGIN
  IF TG_TABLE_NAME = 'client' THEN
    tenant := one."tenantId";
    facility := one."facilityId";
    client := one.id;
    row_key := jsonb_build_object('id', client);
    IF TG_OP = 'UPDATE' THEN
      left_out := left_out || ARRAY[
        CASE WHEN NEW."tenantId" = OLD."tenantId" THEN 'tenantId' END,
        CASE WHEN NEW.id = OLD.id THEN 'id' END,
        CASE WHEN NEW."firstName" = OLD."firstName" THEN 'firstName' END,
        CASE WHEN NEW."lastName" = OLD."lastName" THEN 'lastName' END,
        CASE WHEN NEW."birthDate" = OLD."birthDate" THEN 'birthDate' END,
        CASE WHEN NEW.uci = OLD.uci THEN 'uci' END,
        CASE WHEN NEW.photo IS NOT DISTINCT FROM OLD.photo THEN 'photo' END,
        CASE WHEN NEW."facilityId" = OLD."facilityId" THEN 'facilityId' END,
        CASE WHEN NEW.phone IS NOT DISTINCT FROM OLD.phone THEN 'phone' END,
        CASE WHEN NEW.email IS NOT DISTINCT FROM OLD.email THEN 'email' END,
        CASE WHEN NEW.status = OLD.status THEN 'status' END,
        CASE WHEN NEW.deleted_at IS NOT DISTINCT FROM OLD.deleted_at THEN 'deleted_at' END
      ];
    END IF;
  ELSE
    whole := to_jsonb(one);
    tenant := (whole ->> CASE TG_TABLE_NAME WHEN 'tenant' THEN 'id' ELSE 'tenantId' END)::uuid;
    facility := (whole ->> CASE TG_TABLE_NAME WHEN 'facility' THEN 'id' ELSE 'facilityId' END)::uuid;
    row_key := CASE TG_TABLE_NAME
      WHEN 'facility_staff' THEN jsonb_build_object('facilityId', whole -> 'facilityId',
        'userId', whole -> 'userId')
      ELSE jsonb_build_object('id', whole -> 'id')
    END;
    IF TG_OP = 'UPDATE' THEN
      left_out := left_out || ARRAY(
        SELECT o.key FROM jsonb_each(to_jsonb(OLD)) o
        -- As text: 1 and 1.000 are equal, and not the same.
        WHERE o.value::text = (whole -> o.key)::text
      );
    END IF;
  END IF;

  IF TG_OP <> 'INSERT' THEN
    before := to_jsonb(OLD) - left_out;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    after := to_jsonb(NEW) - left_out;
  END IF;
  IF before = '{}' THEN
    RETURN NULL;
  END IF;

  INSERT INTO public.data_audit_log ("tenantId", "tableName", operation, "rowKey", "facilityId",
    "clientId", "oldValues", "newValues", "userId", operator, "sessionId", "requestId", "ipAddress")
  VALUES (
    tenant,
    TG_TABLE_NAME,
    TG_OP,
    row_key,
    facility,
    client,
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

ALTER FUNCTION heartly.record_change() OWNER TO heartly_context;

--
-- Name: refuse_deleted_facility(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.refuse_deleted_facility() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  PERFORM FROM public.facility f
  WHERE f."tenantId" = NEW."tenantId" AND f.id = NEW."facilityId" AND f.deleted_at IS NULL
  FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "FK_%_facility"',
      TG_TABLE_NAME, TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME,
        CONSTRAINT = 'FK_' || TG_TABLE_NAME || '_facility';
  END IF;
  RETURN NEW;
END
$$;

ALTER FUNCTION heartly.refuse_deleted_facility() OWNER TO heartly_context;

--
-- Name: refuse_deleted_user(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.refuse_deleted_user() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  PERFORM FROM public."user" u
  WHERE u."tenantId" = NEW."tenantId" AND u.id = NEW."userId" AND u.deleted_at IS NULL
  FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "FK_%_user"',
      TG_TABLE_NAME, TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', TABLE = TG_TABLE_NAME,
        CONSTRAINT = 'FK_' || TG_TABLE_NAME || '_user';
  END IF;
  RETURN NEW;
END
$$;

ALTER FUNCTION heartly.refuse_deleted_user() OWNER TO heartly_context;

--
-- Name: refuse_hidden_client(); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.refuse_hidden_client() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
  key text;
BEGIN
  -- Another tenant's row is the policy's to refuse.
  IF heartly.user_role() = 'OPERATOR' OR NEW."tenantId" <> heartly.tenant_id() THEN
    RETURN NEW;
  END IF;
  SELECT CASE c.id WHEN NEW.id THEN 'PK_client' ELSE 'UQ_client_uci' END INTO key
  FROM public.client c
  WHERE c."tenantId" = NEW."tenantId" AND (c.id = NEW.id OR c.uci = NEW.uci AND c.deleted_at IS NULL)
    AND (c.deleted_at IS NOT NULL
      OR NOT heartly.is_in_scope(c."facilityId", heartly.facility_scope()))
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'duplicate key value violates unique constraint "%"', key
      USING ERRCODE = 'unique_violation', SCHEMA = 'public', TABLE = 'client', CONSTRAINT = key;
  END IF;
  RETURN NEW;
END
$$;

ALTER FUNCTION heartly.refuse_hidden_client() OWNER TO heartly_context;

--
-- Name: release_public(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.release_public() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'error'
    AS $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM heartly.restricted_privileges() LOOP
    BEGIN
      EXECUTE format('REVOKE %s FROM %s', one.privilege, one.holders);
      EXECUTE format('GRANT %s TO PUBLIC', one.privilege);
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;
    END;
  END LOOP;
  BEGIN
    EXECUTE format('REVOKE SELECT (%s) ON pg_catalog.pg_class FROM PUBLIC', (
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = 'pg_class'::regclass AND attnum <> 0 AND NOT attisdropped
        AND attacl IS NOT NULL));
    EXECUTE format('GRANT SELECT ON pg_catalog.pg_class TO PUBLIC');
  EXCEPTION WHEN insufficient_privilege OR syntax_error THEN
    NULL;
  END;
END
$$;

ALTER FUNCTION heartly.release_public() OWNER TO heartly_owner;

--
-- Name: FUNCTION release_public(); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.release_public() IS 'Gives PUBLIC back what restrict_public() took.';

--
-- Name: request_id(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.request_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT NULLIF(heartly.claim(5), '')::pg_catalog.uuid $$;

ALTER FUNCTION heartly.request_id() OWNER TO heartly_owner;

--
-- Name: require_role(text[]); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.require_role(VARIADIC roles text[]) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  IF heartly.tenant_id() IS NULL OR heartly.user_role() <> ALL (roles) THEN
    RAISE EXCEPTION 'the role may not do this' USING ERRCODE = 'insufficient_privilege';
  END IF;
END
$$;

ALTER FUNCTION heartly.require_role(VARIADIC roles text[]) OWNER TO heartly_context;

--
-- Name: restore_client(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.restore_client(client uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.restore_client(client uuid) OWNER TO heartly_context;

--
-- Name: restore_facility(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.restore_facility(facility uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.restore_facility(facility uuid) OWNER TO heartly_context;

--
-- Name: restore_user(uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.restore_user(person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.restore_user(person uuid) OWNER TO heartly_context;

--
-- Name: restrict_public(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.restrict_public() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET client_min_messages TO 'error'
    AS $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT * FROM heartly.restricted_privileges() LOOP
    BEGIN
      EXECUTE format('REVOKE %s FROM PUBLIC', one.privilege);
      EXECUTE format('GRANT %s TO %s', one.privilege, one.holders);
    EXCEPTION WHEN insufficient_privilege THEN
      NULL;  -- Not ours to take, as the head of the migration says.
    END;
  END LOOP;
  BEGIN
    EXECUTE format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', (
      SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
      WHERE attrelid = 'pg_class'::regclass AND NOT attisdropped
        AND attname NOT IN ('reltuples', 'relpages', 'relallvisible', 'relallfrozen')));
  EXCEPTION WHEN insufficient_privilege THEN
    NULL;
  END;
END
$$;

ALTER FUNCTION heartly.restrict_public() OWNER TO heartly_owner;

--
-- Name: FUNCTION restrict_public(); Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON FUNCTION heartly.restrict_public() IS 'Takes from PUBLIC what tells one tenant of another. To be run again on a restored database.';

--
-- Name: restricted_privileges(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.restricted_privileges() RETURNS TABLE(privilege text, holders text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
  SELECT format('TEMPORARY ON DATABASE %I', current_database()), 'heartly_migrator'
  UNION ALL
  SELECT format('EXECUTE ON FUNCTION %s', p.oid::regprocedure),
    CASE
      WHEN p.proname ~ '^pg_(try_)?advisory_' THEN 'heartly_migrator, heartly_sealer'
      WHEN p.proname IN ('set_config', 'pg_export_snapshot') THEN 'heartly_migrator, heartly_backup'
      WHEN p.proname = 'pg_current_snapshot' THEN 'heartly_sealer, pg_monitor'
      WHEN p.proname IN ('pg_terminate_backend', 'pg_cancel_backend') THEN 'heartly_migrator, pg_monitor'
      ELSE 'pg_monitor'
    END
  FROM pg_proc p
  WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f'
    AND (
      p.proname ~ '^(pg_(try_)?advisory_|lo_|lo(read|write)$)'
      OR p.proname ~ '^pg_stat_get_(backend_|live_|dead_|tuples_|xact_|numscans|blocks_|mod_|ins_)'
      OR p.proname ~ '^pg_stat_get_(db_|last_|.*vacuum|.*analyze)'
      OR p.proname IN (
        'pg_notify', 'set_config', 'pg_stat_get_activity', 'pg_stat_get_progress_info',
        'pg_lock_status', 'pg_prepared_xact', 'pg_relation_size', 'pg_table_size',
        'pg_indexes_size', 'pg_total_relation_size', 'pg_database_size', 'pg_tablespace_size',
        'pg_relation_filepath', 'pg_terminate_backend', 'pg_cancel_backend', 'pg_current_snapshot',
        'txid_current_snapshot', 'pg_export_snapshot', 'pg_logical_emit_message',
        'pg_last_committed_xact', 'pg_xact_status', 'txid_status', 'pg_current_wal_lsn',
        'pg_current_wal_insert_lsn', 'pg_current_wal_flush_lsn', 'pg_notification_queue_usage',
        'pg_stat_get_wal', 'pg_stat_get_slru', 'currtid2', 'pg_control_checkpoint',
        'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids',
        'pg_isolation_test_session_is_blocked', 'pg_get_multixact_members',
        'pg_xact_commit_timestamp'
      )
    )
  UNION ALL
  SELECT format('SELECT ON pg_catalog.%I', c.relname), 'pg_monitor'
  FROM pg_class c
  WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'v'
    AND (c.relname ~ '^pg_stat(io)?_(xact_)?(all|user|sys)_' OR c.relname IN ('pg_stat_activity',
      'pg_stat_database', 'pg_stat_replication', 'pg_stat_ssl', 'pg_stat_gssapi', 'pg_locks',
      'pg_prepared_xacts', 'pg_stat_wal', 'pg_stat_slru', 'pg_stat_bgwriter'))
  UNION ALL
  -- With it a session could lock the view that others read.
  SELECT 'UPDATE ON pg_catalog.pg_settings', 'pg_monitor'
  UNION ALL
  -- How many rows and pages a table has; its other columns stay everybody's.
  SELECT 'SELECT ON pg_catalog.pg_class', 'pg_monitor, heartly_migrator, heartly_owner'
$_$;

ALTER FUNCTION heartly.restricted_privileges() OWNER TO heartly_owner;

--
-- Name: search_form(text); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.search_form(name text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  SELECT left(replace(replace(replace(translate(regexp_replace(
    lower(normalize(name, NFKD) COLLATE "und-x-icu") COLLATE "C",
    '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]', '', 'g'),
    'øłđðħŧıς’‘ʼ‐', 'olddhtiσ''''''-'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 200)
$$;

ALTER FUNCTION heartly.search_form(name text) OWNER TO heartly_owner;

--
-- Name: search_words(text); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.search_words(name text) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT word FROM unnest(regexp_split_to_array(name, '[\s''.,-]+')) word
    WHERE word <> '');
END
$$;

ALTER FUNCTION heartly.search_words(name text) OWNER TO heartly_owner;

--
-- Name: session_id(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.session_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT NULLIF(heartly.claim(3), '')::pg_catalog.uuid $$;

ALTER FUNCTION heartly.session_id() OWNER TO heartly_owner;

--
-- Name: staff_facts(uuid, uuid, uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid) RETURNS TABLE(role text, assigned_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  RETURN QUERY
    SELECT u.role, a.assigned_at
    FROM public."user" u
    LEFT JOIN public.facility_staff a ON a."tenantId" = u."tenantId" AND a."userId" = u.id
      AND a."facilityId" = facility
    WHERE u."tenantId" = tenant AND u.id = person;
END
$$;

ALTER FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid) OWNER TO heartly_context;

--
-- Name: FUNCTION staff_facts(tenant uuid, person uuid, facility uuid); Type: COMMENT; Schema: heartly; Owner: heartly_context
--

COMMENT ON FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid) IS 'A person''s role, and since when they are assigned to a facility, for the auditor.';

--
-- Name: tenant_id(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.tenant_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT heartly.claim(1)::pg_catalog.uuid $$;

ALTER FUNCTION heartly.tenant_id() OWNER TO heartly_owner;

--
-- Name: touch(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.touch() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  NEW.updated_at := greatest(now(), OLD.updated_at + interval '1 microsecond');
  RETURN NEW;
END
$$;

ALTER FUNCTION heartly.touch() OWNER TO heartly_owner;

--
-- Name: unassign_staff(uuid, uuid); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.unassign_staff(facility uuid, person uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
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

ALTER FUNCTION heartly.unassign_staff(facility uuid, person uuid) OWNER TO heartly_context;

--
-- Name: user_id(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.user_id() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT NULLIF(heartly.claim(2), '')::pg_catalog.uuid $$;

ALTER FUNCTION heartly.user_id() OWNER TO heartly_owner;

--
-- Name: user_role(); Type: FUNCTION; Schema: heartly; Owner: heartly_owner
--

CREATE FUNCTION heartly.user_role() RETURNS text
    LANGUAGE sql STABLE PARALLEL RESTRICTED
    AS $$ SELECT heartly.claim(4) $$;

ALTER FUNCTION heartly.user_role() OWNER TO heartly_owner;

--
-- Name: write_context(text); Type: FUNCTION; Schema: heartly; Owner: heartly_context
--

CREATE FUNCTION heartly.write_context(context text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
  EXECUTE format('SET LOCAL backtrace_functions = %L', context);
END
$$;

ALTER FUNCTION heartly.write_context(context text) OWNER TO heartly_context;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit_watermark; Type: TABLE; Schema: heartly; Owner: heartly_owner
--

CREATE TABLE heartly.audit_watermark (
    id integer DEFAULT 1 NOT NULL,
    "transactionId" xid8 NOT NULL,
    "systemIdentifier" bigint NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "CHK_audit_watermark_id" CHECK ((id = 1))
);

ALTER TABLE heartly.audit_watermark OWNER TO heartly_owner;

--
-- Name: TABLE audit_watermark; Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON TABLE heartly.audit_watermark IS 'How far the audit logs of all tenants are sealed.';

--
-- Name: COLUMN audit_watermark."transactionId"; Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON COLUMN heartly.audit_watermark."transactionId" IS 'Every row of an earlier transaction is sealed.';

--
-- Name: COLUMN audit_watermark."systemIdentifier"; Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON COLUMN heartly.audit_watermark."systemIdentifier" IS 'The cluster whose transactions are counted; another one counts anew.';

--
-- Name: idempotency_key; Type: TABLE; Schema: heartly; Owner: heartly_owner
--

CREATE TABLE heartly.idempotency_key (
    "tenantId" uuid NOT NULL,
    "userId" uuid NOT NULL,
    key text NOT NULL,
    "requestDigest" bytea NOT NULL,
    "thingId" uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "CHK_idempotency_key_key" CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255))),
    CONSTRAINT "CHK_idempotency_key_requestDigest" CHECK ((octet_length("requestDigest") = 32))
);

ALTER TABLE ONLY heartly.idempotency_key FORCE ROW LEVEL SECURITY;

ALTER TABLE heartly.idempotency_key OWNER TO heartly_owner;

--
-- Name: TABLE idempotency_key; Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON TABLE heartly.idempotency_key IS 'What a request with an Idempotency-Key has made, for a day. Only heartly_context reads it.';

--
-- Name: COLUMN idempotency_key."requestDigest"; Type: COMMENT; Schema: heartly; Owner: heartly_owner
--

COMMENT ON COLUMN heartly.idempotency_key."requestDigest" IS 'SHA-256 of the request.';

--
-- Name: audit_checkpoint; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.audit_checkpoint (
    "tenantId" uuid NOT NULL,
    "treeSize" bigint NOT NULL,
    "rootHash" bytea NOT NULL,
    note text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT "CHK_audit_checkpoint_note" CHECK ((char_length(note) <= 4000)),
    CONSTRAINT "CHK_audit_checkpoint_rootHash" CHECK ((octet_length("rootHash") = 32)),
    CONSTRAINT "CHK_audit_checkpoint_treeSize" CHECK (("treeSize" > 0))
);

ALTER TABLE ONLY public.audit_checkpoint FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_checkpoint OWNER TO heartly_owner;

--
-- Name: TABLE audit_checkpoint; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.audit_checkpoint IS 'What was signed of a tenant''s audit log, from the first on.';

--
-- Name: COLUMN audit_checkpoint.note; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.audit_checkpoint.note IS 'The signed note (C2SP tlog-checkpoint), as it is kept outside.';

--
-- Name: audit_entry; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.audit_entry (
    "tenantId" uuid NOT NULL,
    index bigint NOT NULL,
    "logName" text NOT NULL,
    "entryId" uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    "leafHash" bytea NOT NULL,
    CONSTRAINT "CHK_audit_entry_index" CHECK ((index >= 0)),
    CONSTRAINT "CHK_audit_entry_leafHash" CHECK ((octet_length("leafHash") = 32)),
    CONSTRAINT "CHK_audit_entry_logName" CHECK (("logName" = ANY (ARRAY['user_action_audit_log'::text, 'data_audit_log'::text])))
);

ALTER TABLE ONLY public.audit_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE public.audit_entry OWNER TO heartly_owner;

--
-- Name: TABLE audit_entry; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.audit_entry IS 'The leaves of a tenant''s audit log in the order in which they were sealed.';

--
-- Name: COLUMN audit_entry."leafHash"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.audit_entry."leafHash" IS 'SHA-256 of a zero byte and the row as canonical JSON (RFC 8785). It stays when the row is archived.';

--
-- Name: client; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.client (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "firstName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "lastName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "birthDate" date NOT NULL,
    uci text NOT NULL,
    photo text,
    "facilityId" uuid NOT NULL,
    phone text,
    email text,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    "isDeleted" boolean GENERATED ALWAYS AS ((deleted_at IS NOT NULL)) STORED NOT NULL,
    "searchName" text GENERATED ALWAYS AS ("left"(replace(replace(replace(translate(regexp_replace((lower((NORMALIZE((("firstName" || ' '::text) || "lastName"), NFKD) COLLATE "und-x-icu")) COLLATE "C"), '[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u064B-\u065F\u0670\u1DC0-\u1DFF]'::text, ''::text, 'g'::text), 'øłđðħŧıς’‘ʼ‐'::text, 'olddhtiσ''''''-'::text), 'ß'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 200)) STORED NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT "CHK_client_birthDate" CHECK ((("birthDate" >= '1900-01-01'::date) AND ("birthDate" <= (((created_at AT TIME ZONE 'UTC'::text) + '14:00:00'::interval))::date))),
    CONSTRAINT "CHK_client_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_client_firstName" CHECK (((char_length("firstName") >= 1) AND (char_length("firstName") <= 50) AND (("firstName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("firstName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("firstName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("firstName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_client_lastName" CHECK (((char_length("lastName") >= 1) AND (char_length("lastName") <= 50) AND (("lastName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("lastName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("lastName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("lastName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_client_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_client_photo" CHECK ((char_length(photo) <= 500)),
    CONSTRAINT "CHK_client_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'DISCHARGED'::text, 'ON_HOLD'::text]))),
    CONSTRAINT "CHK_client_uci" CHECK ((uci ~ '^[A-Z0-9]{6,20}$'::text))
);

ALTER TABLE ONLY public.client FORCE ROW LEVEL SECURITY;

ALTER TABLE public.client OWNER TO heartly_owner;

--
-- Name: TABLE client; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.client IS 'PHI. A resident in a tenant''s care.';

--
-- Name: COLUMN client."firstName"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."firstName" IS 'PHI.';

--
-- Name: COLUMN client."lastName"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."lastName" IS 'PHI.';

--
-- Name: COLUMN client."birthDate"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."birthDate" IS 'PHI. The person''s local calendar date.';

--
-- Name: COLUMN client.uci; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client.uci IS 'PHI. The unique client identifier that the authorities use.';

--
-- Name: COLUMN client.photo; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client.photo IS 'PHI. Where the photograph is kept, not the photograph.';

--
-- Name: COLUMN client."facilityId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."facilityId" IS 'PHI. Where the person lives.';

--
-- Name: COLUMN client.phone; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client.phone IS 'PHI.';

--
-- Name: COLUMN client.email; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client.email IS 'PHI.';

--
-- Name: COLUMN client."isDeleted"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."isDeleted" IS 'Follows from deleted_at, which alone is written.';

--
-- Name: COLUMN client."searchName"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.client."searchName" IS 'PHI. The name as a search compares it.';

--
-- Name: client_name_key; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.client_name_key (
    "tenantId" uuid NOT NULL,
    key text NOT NULL COLLATE pg_catalog."C",
    "clientId" uuid NOT NULL,
    "facilityId" uuid NOT NULL,
    "isWhole" boolean NOT NULL
);

ALTER TABLE ONLY public.client_name_key FORCE ROW LEVEL SECURITY;

ALTER TABLE public.client_name_key OWNER TO heartly_owner;

--
-- Name: TABLE client_name_key; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.client_name_key IS 'PHI. The words of live clients'' names, from each letter on.';

--
-- Name: data_audit_log; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.data_audit_log (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "tableName" text NOT NULL,
    operation text NOT NULL,
    "rowKey" jsonb NOT NULL,
    "facilityId" uuid,
    "clientId" uuid,
    "oldValues" jsonb,
    "newValues" jsonb,
    "userId" uuid,
    operator text,
    "sessionId" uuid,
    "requestId" uuid NOT NULL,
    "ipAddress" inet,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    "transactionId" xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT "CHK_data_audit_log_operation" CHECK ((NOT (operation IS DISTINCT FROM
CASE
    WHEN ("newValues" IS NULL) THEN
    CASE
        WHEN ("oldValues" IS NOT NULL) THEN 'DELETE'::text
        ELSE NULL::text
    END
    WHEN ("oldValues" IS NULL) THEN 'INSERT'::text
    ELSE 'UPDATE'::text
END))),
    CONSTRAINT "CHK_data_audit_log_operator" CHECK ((num_nonnulls("userId", operator) = 1))
)
PARTITION BY RANGE (created_at);

ALTER TABLE ONLY public.data_audit_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.data_audit_log OWNER TO heartly_owner;

--
-- Name: TABLE data_audit_log; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.data_audit_log IS 'PHI. One row per changed row, with the changed fields only; append-only; kept for six years.';

--
-- Name: COLUMN data_audit_log."rowKey"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log."rowKey" IS 'The row''s key within the tenant.';

--
-- Name: COLUMN data_audit_log."oldValues"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log."oldValues" IS 'PHI. The changed fields before.';

--
-- Name: COLUMN data_audit_log."newValues"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log."newValues" IS 'PHI. The changed fields after.';

--
-- Name: COLUMN data_audit_log."userId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log."userId" IS 'Who changed it; NULL where the platform did.';

--
-- Name: COLUMN data_audit_log.operator; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log.operator IS 'The database role of the platform that changed it.';

--
-- Name: COLUMN data_audit_log."transactionId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.data_audit_log."transactionId" IS 'In whose order the log is sealed, for a clock may step back. The runtime role cannot read it.';

--
-- Name: data_audit_log_default; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.data_audit_log_default (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "tableName" text NOT NULL,
    operation text NOT NULL,
    "rowKey" jsonb NOT NULL,
    "facilityId" uuid,
    "clientId" uuid,
    "oldValues" jsonb,
    "newValues" jsonb,
    "userId" uuid,
    operator text,
    "sessionId" uuid,
    "requestId" uuid NOT NULL,
    "ipAddress" inet,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    "transactionId" xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT "CHK_data_audit_log_operation" CHECK ((NOT (operation IS DISTINCT FROM
CASE
    WHEN ("newValues" IS NULL) THEN
    CASE
        WHEN ("oldValues" IS NOT NULL) THEN 'DELETE'::text
        ELSE NULL::text
    END
    WHEN ("oldValues" IS NULL) THEN 'INSERT'::text
    ELSE 'UPDATE'::text
END))),
    CONSTRAINT "CHK_data_audit_log_operator" CHECK ((num_nonnulls("userId", operator) = 1))
);

ALTER TABLE ONLY public.data_audit_log_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.data_audit_log_default OWNER TO heartly_owner;

--
-- Name: TABLE data_audit_log_default; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.data_audit_log_default IS 'PHI. Audit rows whose month has no partition of its own; empty when all is well.';

--
-- Name: facility; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.facility (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    city text NOT NULL,
    state text NOT NULL,
    zip text NOT NULL,
    phone text,
    email text,
    "projectedClientCount" integer DEFAULT 0 NOT NULL,
    "roomCount" integer,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    "isDeleted" boolean GENERATED ALWAYS AS ((deleted_at IS NOT NULL)) STORED NOT NULL,
    CONSTRAINT "CHK_facility_address" CHECK (((char_length(address) >= 5) AND (char_length(address) <= 200))),
    CONSTRAINT "CHK_facility_city" CHECK (((char_length(city) >= 2) AND (char_length(city) <= 100))),
    CONSTRAINT "CHK_facility_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_facility_name" CHECK (((char_length(name) >= 3) AND (char_length(name) <= 100) AND ((name COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((name COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((name COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((name COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_facility_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_facility_projectedClientCount" CHECK (("projectedClientCount" >= 0)),
    CONSTRAINT "CHK_facility_roomCount" CHECK (("roomCount" >= 0)),
    CONSTRAINT "CHK_facility_state" CHECK ((state ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT "CHK_facility_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'MAINTENANCE'::text]))),
    CONSTRAINT "CHK_facility_zip" CHECK ((zip ~ '^[0-9]{5}(-[0-9]{4})?$'::text))
);

ALTER TABLE ONLY public.facility FORCE ROW LEVEL SECURITY;

ALTER TABLE public.facility OWNER TO heartly_owner;

--
-- Name: TABLE facility; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.facility IS 'A house that a tenant runs.';

--
-- Name: COLUMN facility."isDeleted"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.facility."isDeleted" IS 'Follows from deleted_at, which alone is written.';

--
-- Name: facility_staff; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.facility_staff (
    "tenantId" uuid NOT NULL,
    "facilityId" uuid NOT NULL,
    "userId" uuid NOT NULL,
    assigned_at timestamp with time zone DEFAULT now() NOT NULL,
    assigned_by uuid
);

ALTER TABLE ONLY public.facility_staff FORCE ROW LEVEL SECURITY;

ALTER TABLE public.facility_staff OWNER TO heartly_owner;

--
-- Name: TABLE facility_staff; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.facility_staff IS 'Who works where; an assignment decides what a person may see.';

--
-- Name: COLUMN facility_staff.assigned_by; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.facility_staff.assigned_by IS 'Who made the assignment; NULL where the platform made it.';

--
-- Name: legal_hold; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.legal_hold (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    reason text NOT NULL,
    "heldFrom" timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    released_at timestamp with time zone,
    CONSTRAINT "CHK_legal_hold_reason" CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500))),
    CONSTRAINT "CHK_legal_hold_released_at" CHECK ((released_at >= created_at))
);

ALTER TABLE ONLY public.legal_hold FORCE ROW LEVEL SECURITY;

ALTER TABLE public.legal_hold OWNER TO heartly_owner;

--
-- Name: TABLE legal_hold; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.legal_hold IS 'Keeps a tenant''s audit rows beyond their six years until released.';

--
-- Name: session; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.session (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "userId" uuid NOT NULL,
    "tokenHash" bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT "CHK_session_expires_at" CHECK ((expires_at > created_at)),
    CONSTRAINT "CHK_session_revoked_at" CHECK ((revoked_at >= created_at)),
    CONSTRAINT "CHK_session_tokenHash" CHECK ((octet_length("tokenHash") = 32))
);

ALTER TABLE ONLY public.session FORCE ROW LEVEL SECURITY;

ALTER TABLE public.session OWNER TO heartly_owner;

--
-- Name: TABLE session; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.session IS 'A signed-in person on one device, until it expires or is revoked.';

--
-- Name: COLUMN session."tokenHash"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.session."tokenHash" IS 'SHA-256 of the token. A secret: no log holds it.';

--
-- Name: COLUMN session.revoked_at; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.session.revoked_at IS 'When it was ended before its time; NULL while it stands.';

--
-- Name: tenant; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.tenant (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT "CHK_tenant_name" CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100) AND ((name COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((name COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((name COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((name COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_tenant_settings" CHECK ((jsonb_typeof(settings) = 'object'::text)),
    CONSTRAINT "CHK_tenant_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'SUSPENDED'::text])))
);

ALTER TABLE ONLY public.tenant FORCE ROW LEVEL SECURITY;

ALTER TABLE public.tenant OWNER TO heartly_owner;

--
-- Name: TABLE tenant; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.tenant IS 'A care organisation: the boundary that no record crosses.';

--
-- Name: COLUMN tenant.deleted_at; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.tenant.deleted_at IS 'When the tenant was removed; NULL while it is live.';

--
-- Name: user; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public."user" (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "firstName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    "lastName" text NOT NULL COLLATE pg_catalog."und-x-icu",
    username text NOT NULL,
    email text,
    company text,
    phone text,
    role text DEFAULT 'STAFF'::text NOT NULL,
    permissions jsonb DEFAULT '{}'::jsonb NOT NULL,
    onboarding_step integer DEFAULT 0 NOT NULL,
    onboarding_completed_at timestamp with time zone,
    status text DEFAULT 'ACTIVE'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    deleted_at timestamp with time zone,
    CONSTRAINT "CHK_user_company" CHECK ((char_length(company) <= 255)),
    CONSTRAINT "CHK_user_email" CHECK (((char_length(email) <= 254) AND ((email COLLATE "C") ~ '^[^@.]+(\.[^@.]+)*@([-0-9A-Za-z\u00A1-\U0010FFFF]+\.)+[-0-9A-Za-z\u00A1-\U0010FFFF]{2,}$'::text) AND ((email COLLATE "C") !~ '["(),:;<>[\\\]]'::text) AND ((email COLLATE "C") !~ '[\u0001-\u0020\u007F-\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u206F\u3000\uFEFF]'::text))),
    CONSTRAINT "CHK_user_firstName" CHECK (((char_length("firstName") >= 1) AND (char_length("firstName") <= 50) AND (("firstName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("firstName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("firstName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("firstName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_user_lastName" CHECK (((char_length("lastName") >= 1) AND (char_length("lastName") <= 50) AND (("lastName" COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND (("lastName" COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND (("lastName" COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND (("lastName" COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text))),
    CONSTRAINT "CHK_user_onboarding_step" CHECK (((onboarding_step >= 0) AND (onboarding_step <= 10))),
    CONSTRAINT "CHK_user_permissions" CHECK ((jsonb_typeof(permissions) = 'object'::text)),
    CONSTRAINT "CHK_user_phone" CHECK ((phone ~ '^\+[1-9][0-9]{1,14}$'::text)),
    CONSTRAINT "CHK_user_role" CHECK ((role = ANY (ARRAY['OWNER'::text, 'ADMIN'::text, 'STAFF'::text]))),
    CONSTRAINT "CHK_user_status" CHECK ((status = ANY (ARRAY['ACTIVE'::text, 'INACTIVE'::text, 'SUSPENDED'::text, 'PENDING'::text]))),
    CONSTRAINT "CHK_user_username" CHECK (((char_length(username) >= 1) AND (char_length(username) <= 100) AND ((username COLLATE "C") !~ '[\u0001-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]'::text) AND ((username COLLATE "C") !~ '^[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]'::text) AND ((username COLLATE "C") !~ '[\u0020\u00A0\u1680\u2000-\u200F\u202F\u205F\u2060]$'::text) AND ((username COLLATE "C") !~ '^[\u2800\u3000\u3164\uFEFF]|[\u2800\u3000\u3164\uFEFF]$'::text)))
);

ALTER TABLE ONLY public."user" FORCE ROW LEVEL SECURITY;

ALTER TABLE public."user" OWNER TO heartly_owner;

--
-- Name: TABLE "user"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public."user" IS 'A person who works for a tenant and signs in.';

--
-- Name: COLUMN "user".permissions; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public."user".permissions IS 'Grants and refusals for this one person, beyond the role.';

--
-- Name: COLUMN "user".deleted_at; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public."user".deleted_at IS 'When the person was removed; NULL while live.';

--
-- Name: user_action_audit_log; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.user_action_audit_log (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "userId" uuid,
    "clientId" uuid,
    "targetUserId" uuid,
    "targetFacilityId" uuid,
    action text NOT NULL,
    outcome text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    "requestId" uuid,
    "sessionId" uuid,
    "ipAddress" inet,
    "userAgent" text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    "transactionId" xid8 DEFAULT pg_current_xact_id(),
    CONSTRAINT "CHK_user_action_audit_log_action" CHECK (((char_length(action) >= 3) AND (char_length(action) <= 100) AND (action ~ '^[A-Z]+(_[A-Z]+)*$'::text))),
    CONSTRAINT "CHK_user_action_audit_log_details" CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT "CHK_user_action_audit_log_outcome" CHECK ((outcome = ANY (ARRAY['SUCCESS'::text, 'DENIED'::text, 'FAILURE'::text]))),
    CONSTRAINT "CHK_user_action_audit_log_userAgent" CHECK ((char_length("userAgent") <= 1000))
)
PARTITION BY RANGE (created_at);

ALTER TABLE ONLY public.user_action_audit_log FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_action_audit_log OWNER TO heartly_owner;

--
-- Name: TABLE user_action_audit_log; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.user_action_audit_log IS 'PHI. One row per action, reads and refusals included; append-only; kept for six years.';

--
-- Name: COLUMN user_action_audit_log."userId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.user_action_audit_log."userId" IS 'Who acted; NULL where that is unknown, as in a failed sign-in.';

--
-- Name: COLUMN user_action_audit_log."clientId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.user_action_audit_log."clientId" IS 'PHI. Whose record it was.';

--
-- Name: COLUMN user_action_audit_log.details; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.user_action_audit_log.details IS 'PHI. What the action was about: names of fields and ids, never the values of a record.';

--
-- Name: COLUMN user_action_audit_log."userAgent"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.user_action_audit_log."userAgent" IS 'As the browser sent it, cut to fit by whoever writes the row; not to be trusted.';

--
-- Name: COLUMN user_action_audit_log."transactionId"; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON COLUMN public.user_action_audit_log."transactionId" IS 'In whose order the log is sealed, for a clock may step back. The runtime role cannot read it.';

--
-- Name: user_action_audit_log_default; Type: TABLE; Schema: public; Owner: heartly_owner
--

CREATE TABLE public.user_action_audit_log_default (
    "tenantId" uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    "userId" uuid,
    "clientId" uuid,
    "targetUserId" uuid,
    "targetFacilityId" uuid,
    action text NOT NULL,
    outcome text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    "requestId" uuid,
    "sessionId" uuid,
    "ipAddress" inet,
    "userAgent" text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    "transactionId" xid8 DEFAULT pg_current_xact_id(),
    CONSTRAINT "CHK_user_action_audit_log_action" CHECK (((char_length(action) >= 3) AND (char_length(action) <= 100) AND (action ~ '^[A-Z]+(_[A-Z]+)*$'::text))),
    CONSTRAINT "CHK_user_action_audit_log_details" CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT "CHK_user_action_audit_log_outcome" CHECK ((outcome = ANY (ARRAY['SUCCESS'::text, 'DENIED'::text, 'FAILURE'::text]))),
    CONSTRAINT "CHK_user_action_audit_log_userAgent" CHECK ((char_length("userAgent") <= 1000))
);

ALTER TABLE ONLY public.user_action_audit_log_default FORCE ROW LEVEL SECURITY;

ALTER TABLE public.user_action_audit_log_default OWNER TO heartly_owner;

--
-- Name: TABLE user_action_audit_log_default; Type: COMMENT; Schema: public; Owner: heartly_owner
--

COMMENT ON TABLE public.user_action_audit_log_default IS 'PHI. Audit rows whose month has no partition of its own; empty when all is well.';

--
-- Name: data_audit_log_default; Type: TABLE ATTACH; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.data_audit_log ATTACH PARTITION public.data_audit_log_default DEFAULT;

--
-- Name: user_action_audit_log_default; Type: TABLE ATTACH; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.user_action_audit_log ATTACH PARTITION public.user_action_audit_log_default DEFAULT;

--
-- Name: audit_watermark PK_audit_watermark; Type: CONSTRAINT; Schema: heartly; Owner: heartly_owner
--

ALTER TABLE ONLY heartly.audit_watermark
    ADD CONSTRAINT "PK_audit_watermark" PRIMARY KEY (id);

--
-- Name: idempotency_key PK_idempotency_key; Type: CONSTRAINT; Schema: heartly; Owner: heartly_owner
--

ALTER TABLE ONLY heartly.idempotency_key
    ADD CONSTRAINT "PK_idempotency_key" PRIMARY KEY ("tenantId", "userId", key);

--
-- Name: audit_checkpoint PK_audit_checkpoint; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.audit_checkpoint
    ADD CONSTRAINT "PK_audit_checkpoint" PRIMARY KEY ("tenantId", "treeSize");

--
-- Name: audit_entry PK_audit_entry; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT "PK_audit_entry" PRIMARY KEY ("tenantId", index);

--
-- Name: client PK_client; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.client
    ADD CONSTRAINT "PK_client" PRIMARY KEY ("tenantId", id);

--
-- Name: client_name_key PK_client_name_key; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.client_name_key
    ADD CONSTRAINT "PK_client_name_key" PRIMARY KEY ("tenantId", "isWhole", key, "clientId") INCLUDE ("facilityId");

--
-- Name: data_audit_log PK_data_audit_log; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.data_audit_log
    ADD CONSTRAINT "PK_data_audit_log" PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: facility PK_facility; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility
    ADD CONSTRAINT "PK_facility" PRIMARY KEY ("tenantId", id);

--
-- Name: facility_staff PK_facility_staff; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "PK_facility_staff" PRIMARY KEY ("tenantId", "facilityId", "userId");

--
-- Name: legal_hold PK_legal_hold; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT "PK_legal_hold" PRIMARY KEY ("tenantId", id);

--
-- Name: session PK_session; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT "PK_session" PRIMARY KEY ("tenantId", id);

--
-- Name: tenant PK_tenant; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.tenant
    ADD CONSTRAINT "PK_tenant" PRIMARY KEY (id);

--
-- Name: user PK_user; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT "PK_user" PRIMARY KEY ("tenantId", id);

--
-- Name: user_action_audit_log PK_user_action_audit_log; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.user_action_audit_log
    ADD CONSTRAINT "PK_user_action_audit_log" PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: data_audit_log_default data_audit_log_default_pkey; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.data_audit_log_default
    ADD CONSTRAINT data_audit_log_default_pkey PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: user_action_audit_log_default user_action_audit_log_default_pkey; Type: CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.user_action_audit_log_default
    ADD CONSTRAINT user_action_audit_log_default_pkey PRIMARY KEY ("tenantId", id, created_at);

--
-- Name: IDX_client_facility; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_client_facility" ON public.client USING btree ("tenantId", "facilityId");

--
-- Name: IDX_client_facility_name; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_client_facility_name" ON public.client USING btree ("tenantId", "facilityId", "lastName", "firstName", id) WHERE (deleted_at IS NULL);

--
-- Name: IDX_client_name; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_client_name" ON public.client USING btree ("tenantId", "lastName", "firstName", id) WHERE (deleted_at IS NULL);

--
-- Name: IDX_client_name_key_client; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_client_name_key_client" ON public.client_name_key USING btree ("tenantId", "clientId");

--
-- Name: IDX_client_searchName; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_client_searchName" ON public.client USING btree ("tenantId", "searchName", id) INCLUDE ("firstName", "lastName", "birthDate", "facilityId") WHERE (deleted_at IS NULL);

--
-- Name: IDX_data_audit_log_client_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_client_time" ON ONLY public.data_audit_log USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_data_audit_log_default_client_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_default_client_time" ON public.data_audit_log_default USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_data_audit_log_row_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_row_time" ON ONLY public.data_audit_log USING btree ("tenantId", "tableName", "rowKey", created_at, id);

--
-- Name: IDX_data_audit_log_default_row_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_default_row_time" ON public.data_audit_log_default USING btree ("tenantId", "tableName", "rowKey", created_at, id);

--
-- Name: IDX_data_audit_log_tenant_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_tenant_time" ON ONLY public.data_audit_log USING btree ("tenantId", created_at, id);

--
-- Name: IDX_data_audit_log_default_tenant_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_default_tenant_time" ON public.data_audit_log_default USING btree ("tenantId", created_at, id);

--
-- Name: IDX_data_audit_log_transaction; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_transaction" ON ONLY public.data_audit_log USING btree ("transactionId");

--
-- Name: IDX_data_audit_log_default_transaction; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_default_transaction" ON public.data_audit_log_default USING btree ("transactionId");

--
-- Name: IDX_data_audit_log_user_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_user_time" ON ONLY public.data_audit_log USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_data_audit_log_default_user_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_data_audit_log_default_user_time" ON public.data_audit_log_default USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_facility_staff_assigned_by; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_facility_staff_assigned_by" ON public.facility_staff USING btree ("tenantId", assigned_by);

--
-- Name: IDX_facility_staff_user; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_facility_staff_user" ON public.facility_staff USING btree ("tenantId", "userId");

--
-- Name: IDX_session_user; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_session_user" ON public.session USING btree ("tenantId", "userId");

--
-- Name: IDX_user_action_audit_log_action_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_action_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", action, created_at, id);

--
-- Name: IDX_user_action_audit_log_client_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_client_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_default_action_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_action_time" ON public.user_action_audit_log_default USING btree ("tenantId", action, created_at, id);

--
-- Name: IDX_user_action_audit_log_default_client_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_client_time" ON public.user_action_audit_log_default USING btree ("tenantId", "clientId", created_at, id) WHERE ("clientId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_facility_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_facility_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "targetFacilityId", created_at, id) WHERE ("targetFacilityId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_default_facility_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_facility_time" ON public.user_action_audit_log_default USING btree ("tenantId", "targetFacilityId", created_at, id) WHERE ("targetFacilityId" IS NOT NULL);

--
-- Name: IDX_user_action_audit_log_tenant_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_tenant_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", created_at, id);

--
-- Name: IDX_user_action_audit_log_default_tenant_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_tenant_time" ON public.user_action_audit_log_default USING btree ("tenantId", created_at, id);

--
-- Name: IDX_user_action_audit_log_transaction; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_transaction" ON ONLY public.user_action_audit_log USING btree ("transactionId");

--
-- Name: IDX_user_action_audit_log_default_transaction; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_transaction" ON public.user_action_audit_log_default USING btree ("transactionId");

--
-- Name: IDX_user_action_audit_log_user_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_user_time" ON ONLY public.user_action_audit_log USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_user_action_audit_log_default_user_time; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_action_audit_log_default_user_time" ON public.user_action_audit_log_default USING btree ("tenantId", "userId", created_at, id);

--
-- Name: IDX_user_onboarding; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_onboarding" ON public."user" USING btree ("tenantId", created_at, id) WHERE ((onboarding_completed_at IS NULL) AND (deleted_at IS NULL));

--
-- Name: IDX_user_role_name; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE INDEX "IDX_user_role_name" ON public."user" USING btree ("tenantId", role, "lastName", "firstName", id) WHERE (deleted_at IS NULL);

--
-- Name: UQ_audit_entry_row; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_audit_entry_row" ON public.audit_entry USING btree ("tenantId", "entryId", created_at, "logName");

--
-- Name: UQ_client_uci; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_client_uci" ON public.client USING btree ("tenantId", uci) WHERE (deleted_at IS NULL);

--
-- Name: UQ_facility_name; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_facility_name" ON public.facility USING btree ("tenantId", name) WHERE (deleted_at IS NULL);

--
-- Name: UQ_session_tokenHash; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_session_tokenHash" ON public.session USING btree ("tenantId", "tokenHash");

--
-- Name: UQ_tenant_name; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_tenant_name" ON public.tenant USING btree (((name || ''::text))) WHERE (deleted_at IS NULL);

--
-- Name: UQ_user_email; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_user_email" ON public."user" USING btree ("tenantId", lower((email COLLATE "und-x-icu")) COLLATE "C") WHERE (deleted_at IS NULL);

--
-- Name: UQ_user_username; Type: INDEX; Schema: public; Owner: heartly_owner
--

CREATE UNIQUE INDEX "UQ_user_username" ON public."user" USING btree ("tenantId", username) WHERE (deleted_at IS NULL);

--
-- Name: IDX_data_audit_log_default_client_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_data_audit_log_client_time" ATTACH PARTITION public."IDX_data_audit_log_default_client_time";

--
-- Name: IDX_data_audit_log_default_row_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_data_audit_log_row_time" ATTACH PARTITION public."IDX_data_audit_log_default_row_time";

--
-- Name: IDX_data_audit_log_default_tenant_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_data_audit_log_tenant_time" ATTACH PARTITION public."IDX_data_audit_log_default_tenant_time";

--
-- Name: IDX_data_audit_log_default_transaction; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_data_audit_log_transaction" ATTACH PARTITION public."IDX_data_audit_log_default_transaction";

--
-- Name: IDX_data_audit_log_default_user_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_data_audit_log_user_time" ATTACH PARTITION public."IDX_data_audit_log_default_user_time";

--
-- Name: IDX_user_action_audit_log_default_action_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_action_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_action_time";

--
-- Name: IDX_user_action_audit_log_default_client_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_client_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_client_time";

--
-- Name: IDX_user_action_audit_log_default_facility_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_facility_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_facility_time";

--
-- Name: IDX_user_action_audit_log_default_tenant_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_tenant_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_tenant_time";

--
-- Name: IDX_user_action_audit_log_default_transaction; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_transaction" ATTACH PARTITION public."IDX_user_action_audit_log_default_transaction";

--
-- Name: IDX_user_action_audit_log_default_user_time; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."IDX_user_action_audit_log_user_time" ATTACH PARTITION public."IDX_user_action_audit_log_default_user_time";

--
-- Name: data_audit_log_default_pkey; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."PK_data_audit_log" ATTACH PARTITION public.data_audit_log_default_pkey;

--
-- Name: user_action_audit_log_default_pkey; Type: INDEX ATTACH; Schema: public; Owner: heartly_owner
--

ALTER INDEX public."PK_user_action_audit_log" ATTACH PARTITION public.user_action_audit_log_default_pkey;

--
-- Name: STAT_client_facility; Type: STATISTICS; Schema: public; Owner: heartly_owner
--

CREATE STATISTICS public."STAT_client_facility" (dependencies) ON "tenantId", "facilityId" FROM public.client;

ALTER STATISTICS public."STAT_client_facility" OWNER TO heartly_owner;

--
-- Name: client client_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_audit AFTER INSERT OR DELETE OR UPDATE ON public.client FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at', 'isDeleted', 'searchName');

--
-- Name: client client_facility; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_facility BEFORE INSERT OR UPDATE OF "facilityId", "tenantId" ON public.client FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_facility();

--
-- Name: client client_hidden; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_hidden BEFORE INSERT ON public.client FOR EACH ROW EXECUTE FUNCTION heartly.refuse_hidden_client();

--
-- Name: client client_name_changed; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_name_changed AFTER UPDATE ON public.client FOR EACH ROW WHEN (((old."searchName" IS DISTINCT FROM new."searchName") OR (old."facilityId" IS DISTINCT FROM new."facilityId") OR (old.deleted_at IS DISTINCT FROM new.deleted_at))) EXECUTE FUNCTION heartly.index_client_name();

--
-- Name: client client_name_made; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_name_made AFTER INSERT OR DELETE ON public.client FOR EACH ROW EXECUTE FUNCTION heartly.index_client_name();

--
-- Name: client client_touch; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER client_touch BEFORE UPDATE ON public.client FOR EACH ROW EXECUTE FUNCTION heartly.touch();

--
-- Name: facility facility_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER facility_audit AFTER INSERT OR DELETE OR UPDATE ON public.facility FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at', 'isDeleted');

--
-- Name: facility_staff facility_staff_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER facility_staff_audit AFTER INSERT OR DELETE OR UPDATE ON public.facility_staff FOR EACH ROW EXECUTE FUNCTION heartly.record_change();

--
-- Name: facility_staff facility_staff_facility; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER facility_staff_facility BEFORE INSERT OR UPDATE ON public.facility_staff FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_facility();

--
-- Name: facility_staff facility_staff_user; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER facility_staff_user BEFORE INSERT OR UPDATE ON public.facility_staff FOR EACH ROW EXECUTE FUNCTION heartly.refuse_deleted_user();

--
-- Name: facility facility_touch; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER facility_touch BEFORE UPDATE ON public.facility FOR EACH ROW EXECUTE FUNCTION heartly.touch();

--
-- Name: legal_hold legal_hold_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER legal_hold_audit AFTER INSERT OR DELETE OR UPDATE ON public.legal_hold FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at');

--
-- Name: session session_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER session_audit AFTER INSERT OR DELETE OR UPDATE ON public.session FOR EACH ROW EXECUTE FUNCTION heartly.record_change('tokenHash', 'created_at');

--
-- Name: tenant tenant_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER tenant_audit AFTER INSERT OR DELETE OR UPDATE ON public.tenant FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at');

--
-- Name: tenant tenant_touch; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER tenant_touch BEFORE UPDATE ON public.tenant FOR EACH ROW EXECUTE FUNCTION heartly.touch();

--
-- Name: user user_audit; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER user_audit AFTER INSERT OR DELETE OR UPDATE ON public."user" FOR EACH ROW EXECUTE FUNCTION heartly.record_change('created_at', 'updated_at');

--
-- Name: user user_guard; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER user_guard BEFORE UPDATE ON public."user" FOR EACH ROW EXECUTE FUNCTION heartly.guard_user();

--
-- Name: user user_last_owner; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER user_last_owner AFTER UPDATE ON public."user" FOR EACH ROW WHEN (((old.role = 'OWNER'::text) AND (old.status = 'ACTIVE'::text) AND (old.deleted_at IS NULL) AND ((new.role <> 'OWNER'::text) OR (new.status <> 'ACTIVE'::text) OR (new.deleted_at IS NOT NULL)))) EXECUTE FUNCTION heartly.keep_an_owner();

--
-- Name: user user_touch; Type: TRIGGER; Schema: public; Owner: heartly_owner
--

CREATE TRIGGER user_touch BEFORE UPDATE ON public."user" FOR EACH ROW EXECUTE FUNCTION heartly.touch();

--
-- Name: client FK_client_facility; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.client
    ADD CONSTRAINT "FK_client_facility" FOREIGN KEY ("tenantId", "facilityId") REFERENCES public.facility("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_assigned_by; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_assigned_by" FOREIGN KEY ("tenantId", assigned_by) REFERENCES public."user"("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_facility; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_facility" FOREIGN KEY ("tenantId", "facilityId") REFERENCES public.facility("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility_staff FK_facility_staff_user; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility_staff
    ADD CONSTRAINT "FK_facility_staff_user" FOREIGN KEY ("tenantId", "userId") REFERENCES public."user"("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: facility FK_facility_tenant; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.facility
    ADD CONSTRAINT "FK_facility_tenant" FOREIGN KEY ("tenantId") REFERENCES public.tenant(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: legal_hold FK_legal_hold_tenant; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.legal_hold
    ADD CONSTRAINT "FK_legal_hold_tenant" FOREIGN KEY ("tenantId") REFERENCES public.tenant(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: session FK_session_user; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT "FK_session_user" FOREIGN KEY ("tenantId", "userId") REFERENCES public."user"("tenantId", id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: user FK_user_tenant; Type: FK CONSTRAINT; Schema: public; Owner: heartly_owner
--

ALTER TABLE ONLY public."user"
    ADD CONSTRAINT "FK_user_tenant" FOREIGN KEY ("tenantId") REFERENCES public.tenant(id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: idempotency_key; Type: ROW SECURITY; Schema: heartly; Owner: heartly_owner
--

ALTER TABLE heartly.idempotency_key ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_key idempotency_key_context; Type: POLICY; Schema: heartly; Owner: heartly_owner
--

CREATE POLICY idempotency_key_context ON heartly.idempotency_key TO heartly_context USING (
CASE ( SELECT heartly.has_context() AS has_context)
    WHEN true THEN (("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND ("userId" = ( SELECT heartly.user_id() AS user_id)))
    ELSE (created_at <= (now() - '24:00:00'::interval))
END) WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND ("userId" = ( SELECT heartly.user_id() AS user_id))));

--
-- Name: audit_checkpoint; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.audit_checkpoint ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_checkpoint audit_checkpoint_audit; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_checkpoint_audit ON public.audit_checkpoint FOR SELECT TO heartly_auditor, heartly_sealer USING (true);

--
-- Name: audit_checkpoint audit_checkpoint_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_checkpoint_operator ON public.audit_checkpoint TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: audit_checkpoint audit_checkpoint_seal; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_checkpoint_seal ON public.audit_checkpoint FOR INSERT TO heartly_sealer WITH CHECK (true);

--
-- Name: audit_checkpoint audit_checkpoint_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_checkpoint_select ON public.audit_checkpoint FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END));

--
-- Name: audit_entry; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.audit_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_entry audit_entry_audit; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_entry_audit ON public.audit_entry FOR SELECT TO heartly_auditor, heartly_sealer USING (true);

--
-- Name: audit_entry audit_entry_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_entry_operator ON public.audit_entry TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: audit_entry audit_entry_seal; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_entry_seal ON public.audit_entry FOR INSERT TO heartly_sealer WITH CHECK (true);

--
-- Name: audit_entry audit_entry_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY audit_entry_select ON public.audit_entry FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END));

--
-- Name: client; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.client ENABLE ROW LEVEL SECURITY;

--
-- Name: client client_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_context ON public.client FOR SELECT TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: client client_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_insert ON public.client FOR INSERT TO heartly_app WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN ("facilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[]))
    ELSE false
END));

--
-- Name: client_name_key; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.client_name_key ENABLE ROW LEVEL SECURITY;

--
-- Name: client_name_key client_name_key_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_name_key_context ON public.client_name_key TO heartly_context USING (
CASE heartly.tenant_id()
    WHEN "tenantId" THEN true
    ELSE heartly.is_operator()
END) WITH CHECK (
CASE heartly.tenant_id()
    WHEN "tenantId" THEN true
    ELSE heartly.is_operator()
END);

--
-- Name: client_name_key client_name_key_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_name_key_operator ON public.client_name_key TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: client_name_key client_name_key_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_name_key_select ON public.client_name_key FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND COALESCE(heartly.is_in_scope("facilityId", ( SELECT heartly.facility_scope() AS facility_scope)), true)));

--
-- Name: client client_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_operator ON public.client TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: client client_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_select ON public.client FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND COALESCE(heartly.is_in_scope("facilityId", ( SELECT heartly.facility_scope() AS facility_scope)), true)));

--
-- Name: client client_soft_delete; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_soft_delete ON public.client FOR UPDATE TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: client client_update; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY client_update ON public.client FOR UPDATE TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND COALESCE(heartly.is_in_scope("facilityId", ( SELECT heartly.facility_scope() AS facility_scope)), true))) WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND COALESCE(("facilityId" = ANY (( SELECT heartly.facility_scope() AS facility_scope)::uuid[])), true)));

--
-- Name: data_audit_log; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.data_audit_log ENABLE ROW LEVEL SECURITY;

--
-- Name: data_audit_log data_audit_log_audit; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY data_audit_log_audit ON public.data_audit_log FOR SELECT TO heartly_auditor, heartly_sealer USING (true);

--
-- Name: data_audit_log_default; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.data_audit_log_default ENABLE ROW LEVEL SECURITY;

--
-- Name: data_audit_log data_audit_log_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY data_audit_log_insert ON public.data_audit_log FOR INSERT TO heartly_context WITH CHECK (heartly.is_actor("tenantId", "userId", operator));

--
-- Name: data_audit_log data_audit_log_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY data_audit_log_operator ON public.data_audit_log FOR SELECT TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: data_audit_log data_audit_log_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY data_audit_log_select ON public.data_audit_log FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (("userId" = ( SELECT heartly.user_id() AS user_id)) OR ("facilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[])))
    WHEN 'STAFF'::text THEN ("userId" = ( SELECT heartly.user_id() AS user_id))
    ELSE false
END));

--
-- Name: facility; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.facility ENABLE ROW LEVEL SECURITY;

--
-- Name: facility facility_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_context ON public.facility FOR SELECT TO heartly_context USING (true);

--
-- Name: facility facility_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_insert ON public.facility FOR INSERT TO heartly_app WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END));

--
-- Name: facility facility_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_operator ON public.facility TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: facility facility_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_select ON public.facility FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND COALESCE(heartly.is_in_scope(id, ( SELECT heartly.facility_scope() AS facility_scope)), true)));

--
-- Name: facility facility_soft_delete; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_soft_delete ON public.facility FOR UPDATE TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: facility_staff; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.facility_staff ENABLE ROW LEVEL SECURITY;

--
-- Name: facility_staff facility_staff_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_staff_context ON public.facility_staff FOR SELECT TO heartly_context USING (true);

--
-- Name: facility_staff facility_staff_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_staff_insert ON public.facility_staff FOR INSERT TO heartly_app WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (assigned_by = ( SELECT heartly.user_id() AS user_id)) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (("facilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[])) AND heartly.is_free_staff("userId"))
    ELSE false
END));

--
-- Name: facility_staff facility_staff_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_staff_operator ON public.facility_staff TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: facility_staff facility_staff_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_staff_select ON public.facility_staff FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (("facilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[])) OR ("userId" = ( SELECT heartly.user_id() AS user_id)))
    WHEN 'STAFF'::text THEN (("facilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[])) OR ("userId" = ( SELECT heartly.user_id() AS user_id)))
    ELSE false
END));

--
-- Name: facility_staff facility_staff_unassign; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_staff_unassign ON public.facility_staff FOR DELETE TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: facility facility_update; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY facility_update ON public.facility FOR UPDATE TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (id = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[]))
    ELSE false
END)) WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (id = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[]))
    ELSE false
END));

--
-- Name: legal_hold; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.legal_hold ENABLE ROW LEVEL SECURITY;

--
-- Name: legal_hold legal_hold_audit; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY legal_hold_audit ON public.legal_hold FOR SELECT TO heartly_auditor USING (true);

--
-- Name: legal_hold legal_hold_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY legal_hold_operator ON public.legal_hold TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: legal_hold legal_hold_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY legal_hold_select ON public.legal_hold FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END));

--
-- Name: session; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.session ENABLE ROW LEVEL SECURITY;

--
-- Name: session session_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY session_context ON public.session FOR SELECT TO heartly_context USING (true);

--
-- Name: session session_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY session_operator ON public.session TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: session session_revoke; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY session_revoke ON public.session FOR UPDATE TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: session session_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY session_select ON public.session FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND ("userId" = ( SELECT heartly.user_id() AS user_id))));

--
-- Name: tenant; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.tenant ENABLE ROW LEVEL SECURITY;

--
-- Name: tenant tenant_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY tenant_context ON public.tenant FOR SELECT TO heartly_context USING (true);

--
-- Name: tenant tenant_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY tenant_operator ON public.tenant TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: tenant tenant_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY tenant_select ON public.tenant FOR SELECT TO heartly_app USING (((id = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN (id = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL)));

--
-- Name: tenant tenant_update; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY tenant_update ON public.tenant FOR UPDATE TO heartly_app USING (((id = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN (id = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END)) WITH CHECK (((id = ( SELECT heartly.tenant_id() AS tenant_id)) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    ELSE false
END));

--
-- Name: user; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public."user" ENABLE ROW LEVEL SECURITY;

--
-- Name: user_action_audit_log; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.user_action_audit_log ENABLE ROW LEVEL SECURITY;

--
-- Name: user_action_audit_log user_action_audit_log_audit; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_action_audit_log_audit ON public.user_action_audit_log FOR SELECT TO heartly_auditor, heartly_sealer USING (true);

--
-- Name: user_action_audit_log_default; Type: ROW SECURITY; Schema: public; Owner: heartly_owner
--

ALTER TABLE public.user_action_audit_log_default ENABLE ROW LEVEL SECURITY;

--
-- Name: user_action_audit_log user_action_audit_log_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_action_audit_log_insert ON public.user_action_audit_log FOR INSERT TO heartly_app WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND ("userId" = ( SELECT heartly.user_id() AS user_id)) AND ("sessionId" = ( SELECT heartly.session_id() AS session_id)) AND ("requestId" = ( SELECT heartly.request_id() AS request_id)) AND (NOT ("ipAddress" IS DISTINCT FROM ( SELECT heartly.ip_address() AS ip_address)))));

--
-- Name: user_action_audit_log user_action_audit_log_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_action_audit_log_operator ON public.user_action_audit_log TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: user_action_audit_log user_action_audit_log_reading; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_action_audit_log_reading ON public.user_action_audit_log FOR INSERT TO heartly_context WITH CHECK (((action = ANY (ARRAY['READ_AUDIT'::text, 'EXPORT_AUDIT'::text])) AND ("userId" IS NULL)));

--
-- Name: user_action_audit_log user_action_audit_log_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_action_audit_log_select ON public.user_action_audit_log FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN (("userId" = ( SELECT heartly.user_id() AS user_id)) OR ("targetFacilityId" = ANY (( SELECT heartly.facility_ids() AS facility_ids)::uuid[])))
    WHEN 'STAFF'::text THEN ("userId" = ( SELECT heartly.user_id() AS user_id))
    ELSE false
END));

--
-- Name: user user_context; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_context ON public."user" FOR SELECT TO heartly_context USING (true);

--
-- Name: user user_insert; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_insert ON public."user" FOR INSERT TO heartly_app WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN ((role = 'STAFF'::text) AND (permissions = '{}'::jsonb))
    ELSE false
END));

--
-- Name: user user_operator; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_operator ON public."user" TO heartly_owner USING (( SELECT heartly.is_operator() AS is_operator)) WITH CHECK (( SELECT heartly.is_operator() AS is_operator));

--
-- Name: user user_select; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_select ON public."user" FOR SELECT TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN ((id = ( SELECT heartly.user_id() AS user_id)) OR heartly.is_colleague(id))
    WHEN 'STAFF'::text THEN ((id = ( SELECT heartly.user_id() AS user_id)) OR heartly.is_colleague(id))
    ELSE false
END));

--
-- Name: user user_soft_delete; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_soft_delete ON public."user" FOR UPDATE TO heartly_context USING (("tenantId" = heartly.tenant_id()));

--
-- Name: user user_update; Type: POLICY; Schema: public; Owner: heartly_owner
--

CREATE POLICY user_update ON public."user" FOR UPDATE TO heartly_app USING ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (
CASE
    WHEN ("tenantId" = ANY (ARRAY[( SELECT heartly.tenant_id() AS tenant_id)])) THEN true
    ELSE NULL::boolean
END IS NOT NULL) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN ((id = ( SELECT heartly.user_id() AS user_id)) OR ((role = 'STAFF'::text) AND heartly.is_colleague(id)))
    WHEN 'STAFF'::text THEN (id = ( SELECT heartly.user_id() AS user_id))
    ELSE false
END)) WITH CHECK ((("tenantId" = ( SELECT heartly.tenant_id() AS tenant_id)) AND (deleted_at IS NULL) AND
CASE ( SELECT heartly.user_role() AS user_role)
    WHEN 'OWNER'::text THEN true
    WHEN 'ADMIN'::text THEN ((id = ( SELECT heartly.user_id() AS user_id)) OR ((role = 'STAFF'::text) AND heartly.is_colleague(id)))
    WHEN 'STAFF'::text THEN (id = ( SELECT heartly.user_id() AS user_id))
    ELSE false
END));

--
-- Name: SCHEMA heartly; Type: ACL; Schema: -; Owner: heartly_owner
--

GRANT USAGE ON SCHEMA heartly TO heartly_app;
GRANT USAGE ON SCHEMA heartly TO heartly_auditor;
GRANT USAGE ON SCHEMA heartly TO heartly_sealer;
GRANT ALL ON SCHEMA heartly TO heartly_context;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

GRANT ALL ON SCHEMA public TO heartly_owner;
GRANT USAGE ON SCHEMA public TO heartly_app;
GRANT USAGE ON SCHEMA public TO heartly_auditor;
GRANT USAGE ON SCHEMA public TO heartly_sealer;
GRANT USAGE ON SCHEMA public TO heartly_context;

--
-- Name: FUNCTION begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.begin_expected_request(tenant uuid, token text, request uuid, address inet, expected text) TO heartly_app;

--
-- Name: FUNCTION begin_operation(request uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.begin_operation(request uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.begin_operation(request uuid) TO heartly_owner;

--
-- Name: FUNCTION begin_request(tenant uuid, token text, request uuid, address inet); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.begin_request(tenant uuid, token text, request uuid, address inet) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.begin_request(tenant uuid, token text, request uuid, address inet) TO heartly_app;

--
-- Name: FUNCTION claim(place integer); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.claim(place integer) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.claim(place integer) TO heartly_app;
GRANT ALL ON FUNCTION heartly.claim(place integer) TO heartly_owner;

--
-- Name: FUNCTION claim_idempotency_key(claimed text, digest bytea, thing uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.claim_idempotency_key(claimed text, digest bytea, thing uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.claim_idempotency_key(claimed text, digest bytea, thing uuid) TO heartly_app;

--
-- Name: FUNCTION claims(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.claims() FROM PUBLIC;

--
-- Name: FUNCTION delete_client(client uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.delete_client(client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.delete_client(client uuid) TO heartly_app;

--
-- Name: FUNCTION delete_facility(facility uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.delete_facility(facility uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.delete_facility(facility uuid) TO heartly_app;

--
-- Name: FUNCTION delete_user(person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.delete_user(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.delete_user(person uuid) TO heartly_app;

--
-- Name: FUNCTION difference(text, text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.difference(text, text) FROM PUBLIC;

--
-- Name: FUNCTION dmetaphone(text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.dmetaphone(text) FROM PUBLIC;

--
-- Name: FUNCTION dmetaphone_alt(text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.dmetaphone_alt(text) FROM PUBLIC;

--
-- Name: FUNCTION drop_audit_partition(partition regclass); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.drop_audit_partition(partition regclass) FROM PUBLIC;

--
-- Name: FUNCTION expire_idempotency_keys(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.expire_idempotency_keys() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.expire_idempotency_keys() TO heartly_app;

--
-- Name: FUNCTION facility_ids(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.facility_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.facility_ids() TO heartly_app;
GRANT ALL ON FUNCTION heartly.facility_ids() TO heartly_context;

--
-- Name: FUNCTION facility_scope(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.facility_scope() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.facility_scope() TO heartly_app;
GRANT ALL ON FUNCTION heartly.facility_scope() TO heartly_context;

--
-- Name: FUNCTION guard_user(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.guard_user() FROM PUBLIC;

--
-- Name: FUNCTION has_context(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.has_context() FROM PUBLIC;

--
-- Name: FUNCTION index_client_name(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.index_client_name() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.index_client_name() TO heartly_owner;

--
-- Name: FUNCTION ip_address(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.ip_address() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.ip_address() TO heartly_app;
GRANT ALL ON FUNCTION heartly.ip_address() TO heartly_context;

--
-- Name: FUNCTION is_actor(tenant uuid, person uuid, operator text); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.is_actor(tenant uuid, person uuid, operator text) FROM PUBLIC;

--
-- Name: FUNCTION is_colleague(person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.is_colleague(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.is_colleague(person uuid) TO heartly_app;

--
-- Name: FUNCTION is_free_staff(person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.is_free_staff(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.is_free_staff(person uuid) TO heartly_app;

--
-- Name: FUNCTION is_in_scope(facility uuid, scope uuid[]); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.is_in_scope(facility uuid, scope uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.is_in_scope(facility uuid, scope uuid[]) TO heartly_app;
GRANT ALL ON FUNCTION heartly.is_in_scope(facility uuid, scope uuid[]) TO heartly_context;

--
-- Name: FUNCTION is_operator(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.is_operator() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.is_operator() TO heartly_owner;

--
-- Name: FUNCTION is_staff(person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.is_staff(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.is_staff(person uuid) TO heartly_app;

--
-- Name: FUNCTION keep_an_owner(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.keep_an_owner() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.keep_an_owner() TO heartly_owner;

--
-- Name: FUNCTION levenshtein(text, text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.levenshtein(text, text) FROM PUBLIC;

--
-- Name: FUNCTION levenshtein(text, text, integer, integer, integer); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.levenshtein(text, text, integer, integer, integer) FROM PUBLIC;

--
-- Name: FUNCTION levenshtein_less_equal(text, text, integer); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.levenshtein_less_equal(text, text, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.levenshtein_less_equal(text, text, integer) TO heartly_app;

--
-- Name: FUNCTION levenshtein_less_equal(text, text, integer, integer, integer, integer); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.levenshtein_less_equal(text, text, integer, integer, integer, integer) FROM PUBLIC;

--
-- Name: FUNCTION make_audit_partitions(months_ahead integer); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.make_audit_partitions(months_ahead integer) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.make_audit_partitions(months_ahead integer) TO heartly_sealer;

--
-- Name: FUNCTION merge_patch(target jsonb, patch jsonb); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.merge_patch(target jsonb, patch jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.merge_patch(target jsonb, patch jsonb) TO heartly_app;

--
-- Name: FUNCTION metaphone(text, integer); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.metaphone(text, integer) FROM PUBLIC;

--
-- Name: FUNCTION no_context(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.no_context() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.no_context() TO heartly_app;
GRANT ALL ON FUNCTION heartly.no_context() TO heartly_owner;

--
-- Name: FUNCTION open_context(tenant uuid, person uuid, session uuid, role text, request uuid, address inet, facilities uuid[]); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.open_context(tenant uuid, person uuid, session uuid, role text, request uuid, address inet, facilities uuid[]) FROM PUBLIC;

--
-- Name: FUNCTION record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.record_action(action text, outcome text, client uuid, target_user uuid, target_facility uuid, details jsonb, user_agent text) TO heartly_app;

--
-- Name: FUNCTION record_audit_reading(tenant uuid, action text, details jsonb); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb) TO heartly_auditor;

--
-- Name: FUNCTION record_change(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.record_change() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.record_change() TO heartly_owner;

--
-- Name: FUNCTION refuse_deleted_facility(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.refuse_deleted_facility() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.refuse_deleted_facility() TO heartly_owner;

--
-- Name: FUNCTION refuse_deleted_user(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.refuse_deleted_user() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.refuse_deleted_user() TO heartly_owner;

--
-- Name: FUNCTION refuse_hidden_client(); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.refuse_hidden_client() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.refuse_hidden_client() TO heartly_owner;

--
-- Name: FUNCTION release_public(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.release_public() FROM PUBLIC;

--
-- Name: FUNCTION request_id(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.request_id() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.request_id() TO heartly_app;
GRANT ALL ON FUNCTION heartly.request_id() TO heartly_context;

--
-- Name: FUNCTION require_role(VARIADIC roles text[]); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.require_role(VARIADIC roles text[]) FROM PUBLIC;

--
-- Name: FUNCTION restore_client(client uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.restore_client(client uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.restore_client(client uuid) TO heartly_app;

--
-- Name: FUNCTION restore_facility(facility uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.restore_facility(facility uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.restore_facility(facility uuid) TO heartly_app;

--
-- Name: FUNCTION restore_user(person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.restore_user(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.restore_user(person uuid) TO heartly_app;

--
-- Name: FUNCTION restrict_public(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.restrict_public() FROM PUBLIC;

--
-- Name: FUNCTION restricted_privileges(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.restricted_privileges() FROM PUBLIC;

--
-- Name: FUNCTION search_form(name text); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.search_form(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.search_form(name text) TO heartly_app;
GRANT ALL ON FUNCTION heartly.search_form(name text) TO heartly_context;

--
-- Name: FUNCTION search_words(name text); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.search_words(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.search_words(name text) TO heartly_app;
GRANT ALL ON FUNCTION heartly.search_words(name text) TO heartly_context;

--
-- Name: FUNCTION session_id(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.session_id() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.session_id() TO heartly_app;
GRANT ALL ON FUNCTION heartly.session_id() TO heartly_context;

--
-- Name: FUNCTION soundex(text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.soundex(text) FROM PUBLIC;

--
-- Name: FUNCTION staff_facts(tenant uuid, person uuid, facility uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid) TO heartly_auditor;

--
-- Name: FUNCTION tenant_id(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.tenant_id() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.tenant_id() TO heartly_app;
GRANT ALL ON FUNCTION heartly.tenant_id() TO heartly_context;

--
-- Name: FUNCTION text_soundex(text); Type: ACL; Schema: heartly; Owner: -
--

REVOKE ALL ON FUNCTION heartly.text_soundex(text) FROM PUBLIC;

--
-- Name: FUNCTION touch(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.touch() FROM PUBLIC;

--
-- Name: FUNCTION unassign_staff(facility uuid, person uuid); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.unassign_staff(facility uuid, person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.unassign_staff(facility uuid, person uuid) TO heartly_app;

--
-- Name: FUNCTION user_id(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.user_id() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.user_id() TO heartly_app;
GRANT ALL ON FUNCTION heartly.user_id() TO heartly_context;

--
-- Name: FUNCTION user_role(); Type: ACL; Schema: heartly; Owner: heartly_owner
--

REVOKE ALL ON FUNCTION heartly.user_role() FROM PUBLIC;
GRANT ALL ON FUNCTION heartly.user_role() TO heartly_app;
GRANT ALL ON FUNCTION heartly.user_role() TO heartly_context;

--
-- Name: FUNCTION write_context(context text); Type: ACL; Schema: heartly; Owner: heartly_context
--

REVOKE ALL ON FUNCTION heartly.write_context(context text) FROM PUBLIC;

--
-- Name: FUNCTION currtid2(text, tid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.currtid2(text, tid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.currtid2(text, tid) TO pg_monitor;

--
-- Name: FUNCTION lo_close(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_close(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_close(integer) TO pg_monitor;

--
-- Name: FUNCTION lo_creat(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_creat(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_creat(integer) TO pg_monitor;

--
-- Name: FUNCTION lo_create(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_create(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_create(oid) TO pg_monitor;

--
-- Name: FUNCTION lo_export(oid, text); Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT ALL ON FUNCTION pg_catalog.lo_export(oid, text) TO pg_monitor;

--
-- Name: FUNCTION lo_from_bytea(oid, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_from_bytea(oid, bytea) TO pg_monitor;

--
-- Name: FUNCTION lo_get(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_get(oid) TO pg_monitor;

--
-- Name: FUNCTION lo_get(oid, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_get(oid, bigint, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_get(oid, bigint, integer) TO pg_monitor;

--
-- Name: FUNCTION lo_import(text); Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT ALL ON FUNCTION pg_catalog.lo_import(text) TO pg_monitor;

--
-- Name: FUNCTION lo_import(text, oid); Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT ALL ON FUNCTION pg_catalog.lo_import(text, oid) TO pg_monitor;

--
-- Name: FUNCTION lo_lseek(integer, integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek(integer, integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_lseek(integer, integer, integer) TO pg_monitor;

--
-- Name: FUNCTION lo_lseek64(integer, bigint, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_lseek64(integer, bigint, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_lseek64(integer, bigint, integer) TO pg_monitor;

--
-- Name: FUNCTION lo_open(oid, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_open(oid, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_open(oid, integer) TO pg_monitor;

--
-- Name: FUNCTION lo_put(oid, bigint, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_put(oid, bigint, bytea) TO pg_monitor;

--
-- Name: FUNCTION lo_tell(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_tell(integer) TO pg_monitor;

--
-- Name: FUNCTION lo_tell64(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_tell64(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_tell64(integer) TO pg_monitor;

--
-- Name: FUNCTION lo_truncate(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate(integer, integer) TO pg_monitor;

--
-- Name: FUNCTION lo_truncate64(integer, bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_truncate64(integer, bigint) TO pg_monitor;

--
-- Name: FUNCTION lo_unlink(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lo_unlink(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lo_unlink(oid) TO pg_monitor;

--
-- Name: FUNCTION loread(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.loread(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.loread(integer, integer) TO pg_monitor;

--
-- Name: FUNCTION lowrite(integer, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.lowrite(integer, bytea) TO pg_monitor;

--
-- Name: FUNCTION pg_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_lock_shared(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_unlock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_unlock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_unlock_all(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_all() TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_unlock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_unlock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_unlock_shared(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_advisory_xact_lock_shared(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_blocking_pids(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_blocking_pids(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_blocking_pids(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_cancel_backend(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_cancel_backend(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_cancel_backend(integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_cancel_backend(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_control_checkpoint(OUT checkpoint_lsn pg_lsn, OUT redo_lsn pg_lsn, OUT redo_wal_file text, OUT timeline_id integer, OUT prev_timeline_id integer, OUT full_page_writes boolean, OUT next_xid text, OUT next_oid oid, OUT next_multixact_id xid, OUT next_multi_offset xid, OUT oldest_xid xid, OUT oldest_xid_dbid oid, OUT oldest_active_xid xid, OUT oldest_multi_xid xid, OUT oldest_multi_dbid oid, OUT oldest_commit_ts_xid xid, OUT newest_commit_ts_xid xid, OUT checkpoint_time timestamp with time zone); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_control_checkpoint(OUT checkpoint_lsn pg_lsn, OUT redo_lsn pg_lsn, OUT redo_wal_file text, OUT timeline_id integer, OUT prev_timeline_id integer, OUT full_page_writes boolean, OUT next_xid text, OUT next_oid oid, OUT next_multixact_id xid, OUT next_multi_offset xid, OUT oldest_xid xid, OUT oldest_xid_dbid oid, OUT oldest_active_xid xid, OUT oldest_multi_xid xid, OUT oldest_multi_dbid oid, OUT oldest_commit_ts_xid xid, OUT newest_commit_ts_xid xid, OUT checkpoint_time timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_control_checkpoint(OUT checkpoint_lsn pg_lsn, OUT redo_lsn pg_lsn, OUT redo_wal_file text, OUT timeline_id integer, OUT prev_timeline_id integer, OUT full_page_writes boolean, OUT next_xid text, OUT next_oid oid, OUT next_multixact_id xid, OUT next_multi_offset xid, OUT oldest_xid xid, OUT oldest_xid_dbid oid, OUT oldest_active_xid xid, OUT oldest_multi_xid xid, OUT oldest_multi_dbid oid, OUT oldest_commit_ts_xid xid, OUT newest_commit_ts_xid xid, OUT checkpoint_time timestamp with time zone) TO pg_monitor;

--
-- Name: FUNCTION pg_current_snapshot(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_current_snapshot() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_current_snapshot() TO heartly_sealer;
GRANT ALL ON FUNCTION pg_catalog.pg_current_snapshot() TO pg_monitor;

--
-- Name: FUNCTION pg_current_wal_flush_lsn(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_current_wal_flush_lsn() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_current_wal_flush_lsn() TO pg_monitor;

--
-- Name: FUNCTION pg_current_wal_insert_lsn(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_current_wal_insert_lsn() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_current_wal_insert_lsn() TO pg_monitor;

--
-- Name: FUNCTION pg_current_wal_lsn(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_current_wal_lsn() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_current_wal_lsn() TO pg_monitor;

--
-- Name: FUNCTION pg_database_size(name); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_database_size(name) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_database_size(name) TO pg_monitor;

--
-- Name: FUNCTION pg_database_size(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_database_size(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_database_size(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_export_snapshot(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_export_snapshot() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_export_snapshot() TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_export_snapshot() TO heartly_backup;

--
-- Name: FUNCTION pg_get_multixact_members(multixid xid, OUT xid xid, OUT mode text); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_get_multixact_members(multixid xid, OUT xid xid, OUT mode text) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_get_multixact_members(multixid xid, OUT xid xid, OUT mode text) TO pg_monitor;

--
-- Name: FUNCTION pg_indexes_size(regclass); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_indexes_size(regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_indexes_size(regclass) TO pg_monitor;

--
-- Name: FUNCTION pg_isolation_test_session_is_blocked(integer, integer[]); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_isolation_test_session_is_blocked(integer, integer[]) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_isolation_test_session_is_blocked(integer, integer[]) TO pg_monitor;

--
-- Name: FUNCTION pg_last_committed_xact(OUT xid xid, OUT "timestamp" timestamp with time zone, OUT roident oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_last_committed_xact(OUT xid xid, OUT "timestamp" timestamp with time zone, OUT roident oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_last_committed_xact(OUT xid xid, OUT "timestamp" timestamp with time zone, OUT roident oid) TO pg_monitor;

--
-- Name: FUNCTION pg_lock_status(OUT locktype text, OUT database oid, OUT relation oid, OUT page integer, OUT tuple smallint, OUT virtualxid text, OUT transactionid xid, OUT classid oid, OUT objid oid, OUT objsubid smallint, OUT virtualtransaction text, OUT pid integer, OUT mode text, OUT granted boolean, OUT fastpath boolean, OUT waitstart timestamp with time zone); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_lock_status(OUT locktype text, OUT database oid, OUT relation oid, OUT page integer, OUT tuple smallint, OUT virtualxid text, OUT transactionid xid, OUT classid oid, OUT objid oid, OUT objsubid smallint, OUT virtualtransaction text, OUT pid integer, OUT mode text, OUT granted boolean, OUT fastpath boolean, OUT waitstart timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_lock_status(OUT locktype text, OUT database oid, OUT relation oid, OUT page integer, OUT tuple smallint, OUT virtualxid text, OUT transactionid xid, OUT classid oid, OUT objid oid, OUT objsubid smallint, OUT virtualtransaction text, OUT pid integer, OUT mode text, OUT granted boolean, OUT fastpath boolean, OUT waitstart timestamp with time zone) TO pg_monitor;

--
-- Name: FUNCTION pg_logical_emit_message(boolean, text, bytea); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, bytea) TO pg_monitor;

--
-- Name: FUNCTION pg_logical_emit_message(boolean, text, text); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_logical_emit_message(boolean, text, text) TO pg_monitor;

--
-- Name: FUNCTION pg_notification_queue_usage(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_notification_queue_usage() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_notification_queue_usage() TO pg_monitor;

--
-- Name: FUNCTION pg_notify(text, text); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_notify(text, text) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_notify(text, text) TO pg_monitor;

--
-- Name: FUNCTION pg_prepared_xact(OUT transaction xid, OUT gid text, OUT prepared timestamp with time zone, OUT ownerid oid, OUT dbid oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_prepared_xact(OUT transaction xid, OUT gid text, OUT prepared timestamp with time zone, OUT ownerid oid, OUT dbid oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_prepared_xact(OUT transaction xid, OUT gid text, OUT prepared timestamp with time zone, OUT ownerid oid, OUT dbid oid) TO pg_monitor;

--
-- Name: FUNCTION pg_relation_filepath(regclass); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_relation_filepath(regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_relation_filepath(regclass) TO pg_monitor;

--
-- Name: FUNCTION pg_relation_size(regclass); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_relation_size(regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_relation_size(regclass) TO pg_monitor;

--
-- Name: FUNCTION pg_relation_size(regclass, text); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_relation_size(regclass, text) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_relation_size(regclass, text) TO pg_monitor;

--
-- Name: FUNCTION pg_safe_snapshot_blocking_pids(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_safe_snapshot_blocking_pids(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_safe_snapshot_blocking_pids(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_activity(pid integer, OUT datid oid, OUT pid integer, OUT usesysid oid, OUT application_name text, OUT state text, OUT query text, OUT wait_event_type text, OUT wait_event text, OUT xact_start timestamp with time zone, OUT query_start timestamp with time zone, OUT backend_start timestamp with time zone, OUT state_change timestamp with time zone, OUT client_addr inet, OUT client_hostname text, OUT client_port integer, OUT backend_xid xid, OUT backend_xmin xid, OUT backend_type text, OUT ssl boolean, OUT sslversion text, OUT sslcipher text, OUT sslbits integer, OUT ssl_client_dn text, OUT ssl_client_serial numeric, OUT ssl_issuer_dn text, OUT gss_auth boolean, OUT gss_princ text, OUT gss_enc boolean, OUT leader_pid integer, OUT query_id bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_activity(pid integer, OUT datid oid, OUT pid integer, OUT usesysid oid, OUT application_name text, OUT state text, OUT query text, OUT wait_event_type text, OUT wait_event text, OUT xact_start timestamp with time zone, OUT query_start timestamp with time zone, OUT backend_start timestamp with time zone, OUT state_change timestamp with time zone, OUT client_addr inet, OUT client_hostname text, OUT client_port integer, OUT backend_xid xid, OUT backend_xmin xid, OUT backend_type text, OUT ssl boolean, OUT sslversion text, OUT sslcipher text, OUT sslbits integer, OUT ssl_client_dn text, OUT ssl_client_serial numeric, OUT ssl_issuer_dn text, OUT gss_auth boolean, OUT gss_princ text, OUT gss_enc boolean, OUT leader_pid integer, OUT query_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_activity(pid integer, OUT datid oid, OUT pid integer, OUT usesysid oid, OUT application_name text, OUT state text, OUT query text, OUT wait_event_type text, OUT wait_event text, OUT xact_start timestamp with time zone, OUT query_start timestamp with time zone, OUT backend_start timestamp with time zone, OUT state_change timestamp with time zone, OUT client_addr inet, OUT client_hostname text, OUT client_port integer, OUT backend_xid xid, OUT backend_xmin xid, OUT backend_type text, OUT ssl boolean, OUT sslversion text, OUT sslcipher text, OUT sslbits integer, OUT ssl_client_dn text, OUT ssl_client_serial numeric, OUT ssl_issuer_dn text, OUT gss_auth boolean, OUT gss_princ text, OUT gss_enc boolean, OUT leader_pid integer, OUT query_id bigint) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_analyze_count(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_analyze_count(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_analyze_count(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_autoanalyze_count(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_autoanalyze_count(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_autoanalyze_count(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_autovacuum_count(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_autovacuum_count(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_autovacuum_count(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_activity(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_activity(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_activity(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_activity_start(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_activity_start(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_activity_start(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_client_addr(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_client_addr(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_client_addr(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_client_port(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_client_port(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_client_port(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_dbid(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_dbid(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_dbid(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_idset(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_idset() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_idset() TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_pid(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_pid(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_pid(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_start(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_start(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_start(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_userid(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_userid(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_userid(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_wait_event(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_wait_event(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_wait_event(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_wait_event_type(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_wait_event_type(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_wait_event_type(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_backend_xact_start(integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_backend_xact_start(integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_backend_xact_start(integer) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_blocks_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_blocks_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_blocks_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_blocks_hit(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_blocks_hit(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_blocks_hit(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_active_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_active_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_active_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_blk_read_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_blk_read_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_blk_read_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_blk_write_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_blk_write_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_blk_write_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_blocks_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_blocks_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_blocks_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_blocks_hit(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_blocks_hit(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_blocks_hit(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_checksum_failures(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_checksum_failures(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_checksum_failures(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_checksum_last_failure(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_checksum_last_failure(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_checksum_last_failure(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_all(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_all(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_all(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_bufferpin(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_bufferpin(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_bufferpin(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_lock(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_lock(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_lock(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_snapshot(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_snapshot(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_snapshot(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_startup_deadlock(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_startup_deadlock(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_startup_deadlock(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_conflict_tablespace(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_tablespace(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_conflict_tablespace(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_deadlocks(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_deadlocks(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_deadlocks(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_idle_in_transaction_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_idle_in_transaction_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_idle_in_transaction_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_numbackends(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_numbackends(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_numbackends(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_session_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_session_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_session_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_sessions(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_sessions_abandoned(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_abandoned(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_abandoned(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_sessions_fatal(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_fatal(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_fatal(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_sessions_killed(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_killed(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_sessions_killed(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_stat_reset_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_stat_reset_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_stat_reset_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_temp_bytes(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_temp_bytes(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_temp_bytes(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_temp_files(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_temp_files(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_temp_files(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_tuples_deleted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_deleted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_deleted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_tuples_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_tuples_inserted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_inserted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_inserted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_tuples_returned(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_returned(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_returned(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_tuples_updated(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_updated(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_tuples_updated(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_xact_commit(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_xact_commit(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_xact_commit(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_db_xact_rollback(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_db_xact_rollback(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_db_xact_rollback(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_dead_tuples(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_dead_tuples(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_dead_tuples(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_ins_since_vacuum(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_ins_since_vacuum(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_ins_since_vacuum(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_last_analyze_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_last_analyze_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_last_analyze_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_last_autoanalyze_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_last_autoanalyze_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_last_autoanalyze_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_last_autovacuum_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_last_autovacuum_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_last_autovacuum_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_last_vacuum_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_last_vacuum_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_last_vacuum_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_live_tuples(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_live_tuples(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_live_tuples(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_mod_since_analyze(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_mod_since_analyze(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_mod_since_analyze(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_numscans(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_numscans(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_numscans(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_progress_info(cmdtype text, OUT pid integer, OUT datid oid, OUT relid oid, OUT param1 bigint, OUT param2 bigint, OUT param3 bigint, OUT param4 bigint, OUT param5 bigint, OUT param6 bigint, OUT param7 bigint, OUT param8 bigint, OUT param9 bigint, OUT param10 bigint, OUT param11 bigint, OUT param12 bigint, OUT param13 bigint, OUT param14 bigint, OUT param15 bigint, OUT param16 bigint, OUT param17 bigint, OUT param18 bigint, OUT param19 bigint, OUT param20 bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_progress_info(cmdtype text, OUT pid integer, OUT datid oid, OUT relid oid, OUT param1 bigint, OUT param2 bigint, OUT param3 bigint, OUT param4 bigint, OUT param5 bigint, OUT param6 bigint, OUT param7 bigint, OUT param8 bigint, OUT param9 bigint, OUT param10 bigint, OUT param11 bigint, OUT param12 bigint, OUT param13 bigint, OUT param14 bigint, OUT param15 bigint, OUT param16 bigint, OUT param17 bigint, OUT param18 bigint, OUT param19 bigint, OUT param20 bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_progress_info(cmdtype text, OUT pid integer, OUT datid oid, OUT relid oid, OUT param1 bigint, OUT param2 bigint, OUT param3 bigint, OUT param4 bigint, OUT param5 bigint, OUT param6 bigint, OUT param7 bigint, OUT param8 bigint, OUT param9 bigint, OUT param10 bigint, OUT param11 bigint, OUT param12 bigint, OUT param13 bigint, OUT param14 bigint, OUT param15 bigint, OUT param16 bigint, OUT param17 bigint, OUT param18 bigint, OUT param19 bigint, OUT param20 bigint) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_slru(OUT name text, OUT blks_zeroed bigint, OUT blks_hit bigint, OUT blks_read bigint, OUT blks_written bigint, OUT blks_exists bigint, OUT flushes bigint, OUT truncates bigint, OUT stats_reset timestamp with time zone); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_slru(OUT name text, OUT blks_zeroed bigint, OUT blks_hit bigint, OUT blks_read bigint, OUT blks_written bigint, OUT blks_exists bigint, OUT flushes bigint, OUT truncates bigint, OUT stats_reset timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_slru(OUT name text, OUT blks_zeroed bigint, OUT blks_hit bigint, OUT blks_read bigint, OUT blks_written bigint, OUT blks_exists bigint, OUT flushes bigint, OUT truncates bigint, OUT stats_reset timestamp with time zone) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_deleted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_deleted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_deleted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_hot_updated(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_hot_updated(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_hot_updated(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_inserted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_inserted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_inserted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_returned(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_returned(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_returned(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_tuples_updated(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_updated(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_tuples_updated(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_vacuum_count(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_vacuum_count(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_vacuum_count(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_wal(OUT wal_records bigint, OUT wal_fpi bigint, OUT wal_bytes numeric, OUT wal_buffers_full bigint, OUT wal_write bigint, OUT wal_sync bigint, OUT wal_write_time double precision, OUT wal_sync_time double precision, OUT stats_reset timestamp with time zone); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_wal(OUT wal_records bigint, OUT wal_fpi bigint, OUT wal_bytes numeric, OUT wal_buffers_full bigint, OUT wal_write bigint, OUT wal_sync bigint, OUT wal_write_time double precision, OUT wal_sync_time double precision, OUT stats_reset timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_wal(OUT wal_records bigint, OUT wal_fpi bigint, OUT wal_bytes numeric, OUT wal_buffers_full bigint, OUT wal_write bigint, OUT wal_sync bigint, OUT wal_write_time double precision, OUT wal_sync_time double precision, OUT stats_reset timestamp with time zone) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_blocks_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_blocks_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_blocks_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_blocks_hit(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_blocks_hit(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_blocks_hit(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_function_calls(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_calls(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_calls(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_function_self_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_self_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_self_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_function_total_time(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_total_time(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_function_total_time(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_numscans(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_numscans(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_numscans(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_deleted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_deleted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_deleted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_fetched(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_fetched(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_fetched(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_hot_updated(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_hot_updated(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_hot_updated(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_inserted(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_inserted(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_inserted(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_returned(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_returned(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_returned(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_stat_get_xact_tuples_updated(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_updated(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_stat_get_xact_tuples_updated(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_table_size(regclass); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_table_size(regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_table_size(regclass) TO pg_monitor;

--
-- Name: FUNCTION pg_tablespace_size(name); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_tablespace_size(name) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_tablespace_size(name) TO pg_monitor;

--
-- Name: FUNCTION pg_tablespace_size(oid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_tablespace_size(oid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_tablespace_size(oid) TO pg_monitor;

--
-- Name: FUNCTION pg_terminate_backend(pid integer, timeout bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_terminate_backend(pid integer, timeout bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_terminate_backend(pid integer, timeout bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_terminate_backend(pid integer, timeout bigint) TO pg_monitor;

--
-- Name: FUNCTION pg_total_relation_size(regclass); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_total_relation_size(regclass) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_total_relation_size(regclass) TO pg_monitor;

--
-- Name: FUNCTION pg_try_advisory_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_lock_shared(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_xact_lock(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_xact_lock(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(bigint) TO heartly_sealer;

--
-- Name: FUNCTION pg_try_advisory_xact_lock_shared(integer, integer); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.pg_try_advisory_xact_lock_shared(integer, integer) TO heartly_sealer;

--
-- Name: FUNCTION pg_xact_commit_timestamp(xid); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_xact_commit_timestamp(xid) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_xact_commit_timestamp(xid) TO pg_monitor;

--
-- Name: FUNCTION pg_xact_status(xid8); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.pg_xact_status(xid8) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.pg_xact_status(xid8) TO pg_monitor;

--
-- Name: FUNCTION set_config(text, text, boolean); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) TO heartly_migrator;
GRANT ALL ON FUNCTION pg_catalog.set_config(text, text, boolean) TO heartly_backup;

--
-- Name: FUNCTION txid_current_snapshot(); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.txid_current_snapshot() FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.txid_current_snapshot() TO pg_monitor;

--
-- Name: FUNCTION txid_status(bigint); Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE ALL ON FUNCTION pg_catalog.txid_status(bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION pg_catalog.txid_status(bigint) TO pg_monitor;

--
-- Name: TABLE audit_watermark; Type: ACL; Schema: heartly; Owner: heartly_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE heartly.audit_watermark TO heartly_sealer;
GRANT SELECT ON TABLE heartly.audit_watermark TO heartly_auditor;

--
-- Name: TABLE idempotency_key; Type: ACL; Schema: heartly; Owner: heartly_owner
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE heartly.idempotency_key TO heartly_context;

--
-- Name: TABLE pg_class; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_class FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_class TO pg_monitor;
GRANT SELECT ON TABLE pg_catalog.pg_class TO heartly_migrator;
GRANT SELECT ON TABLE pg_catalog.pg_class TO heartly_owner;

--
-- Name: COLUMN pg_class.tableoid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(tableoid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.cmax; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(cmax) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.xmax; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(xmax) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.cmin; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(cmin) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.xmin; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(xmin) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.ctid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(ctid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.oid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(oid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relname; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relname) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relnamespace; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relnamespace) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.reltype; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(reltype) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.reloftype; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(reloftype) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relowner; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relowner) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relam; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relam) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relfilenode; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relfilenode) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.reltablespace; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(reltablespace) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.reltoastrelid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(reltoastrelid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relhasindex; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relhasindex) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relisshared; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relisshared) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relpersistence; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relpersistence) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relkind; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relkind) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relnatts; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relnatts) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relchecks; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relchecks) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relhasrules; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relhasrules) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relhastriggers; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relhastriggers) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relhassubclass; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relhassubclass) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relrowsecurity; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relrowsecurity) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relforcerowsecurity; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relforcerowsecurity) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relispopulated; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relispopulated) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relreplident; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relreplident) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relispartition; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relispartition) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relrewrite; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relrewrite) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relfrozenxid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relfrozenxid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relminmxid; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relminmxid) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relacl; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relacl) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.reloptions; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(reloptions) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: COLUMN pg_class.relpartbound; Type: ACL; Schema: pg_catalog; Owner: -
--

GRANT SELECT(relpartbound) ON TABLE pg_catalog.pg_class TO PUBLIC;

--
-- Name: TABLE pg_locks; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_locks FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_locks TO pg_monitor;

--
-- Name: TABLE pg_prepared_xacts; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_prepared_xacts FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_prepared_xacts TO pg_monitor;

--
-- Name: TABLE pg_settings; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT,UPDATE ON TABLE pg_catalog.pg_settings FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_settings TO PUBLIC;
GRANT UPDATE ON TABLE pg_catalog.pg_settings TO pg_monitor;

--
-- Name: TABLE pg_stat_activity; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_activity FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_activity TO pg_monitor;

--
-- Name: TABLE pg_stat_all_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_all_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_all_indexes TO pg_monitor;

--
-- Name: TABLE pg_stat_all_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_all_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_all_tables TO pg_monitor;

--
-- Name: TABLE pg_stat_bgwriter; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_bgwriter FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_bgwriter TO pg_monitor;

--
-- Name: TABLE pg_stat_database; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_database FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_database TO pg_monitor;

--
-- Name: TABLE pg_stat_gssapi; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_gssapi FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_gssapi TO pg_monitor;

--
-- Name: TABLE pg_stat_replication; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_replication FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_replication TO pg_monitor;

--
-- Name: TABLE pg_stat_slru; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_slru FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_slru TO pg_monitor;

--
-- Name: TABLE pg_stat_ssl; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_ssl FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_ssl TO pg_monitor;

--
-- Name: TABLE pg_stat_sys_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_sys_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_sys_indexes TO pg_monitor;

--
-- Name: TABLE pg_stat_sys_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_sys_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_sys_tables TO pg_monitor;

--
-- Name: TABLE pg_stat_user_functions; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_user_functions FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_user_functions TO pg_monitor;

--
-- Name: TABLE pg_stat_user_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_user_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_user_indexes TO pg_monitor;

--
-- Name: TABLE pg_stat_user_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_user_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_user_tables TO pg_monitor;

--
-- Name: TABLE pg_stat_wal; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_wal FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_wal TO pg_monitor;

--
-- Name: TABLE pg_stat_xact_all_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_xact_all_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_xact_all_tables TO pg_monitor;

--
-- Name: TABLE pg_stat_xact_sys_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_xact_sys_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_xact_sys_tables TO pg_monitor;

--
-- Name: TABLE pg_stat_xact_user_functions; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_xact_user_functions FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_xact_user_functions TO pg_monitor;

--
-- Name: TABLE pg_stat_xact_user_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_stat_xact_user_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_stat_xact_user_tables TO pg_monitor;

--
-- Name: TABLE pg_statio_all_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_all_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_all_indexes TO pg_monitor;

--
-- Name: TABLE pg_statio_all_sequences; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_all_sequences FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_all_sequences TO pg_monitor;

--
-- Name: TABLE pg_statio_all_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_all_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_all_tables TO pg_monitor;

--
-- Name: TABLE pg_statio_sys_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_sys_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_sys_indexes TO pg_monitor;

--
-- Name: TABLE pg_statio_sys_sequences; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_sys_sequences FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_sys_sequences TO pg_monitor;

--
-- Name: TABLE pg_statio_sys_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_sys_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_sys_tables TO pg_monitor;

--
-- Name: TABLE pg_statio_user_indexes; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_user_indexes FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_user_indexes TO pg_monitor;

--
-- Name: TABLE pg_statio_user_sequences; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_user_sequences FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_user_sequences TO pg_monitor;

--
-- Name: TABLE pg_statio_user_tables; Type: ACL; Schema: pg_catalog; Owner: -
--

REVOKE SELECT ON TABLE pg_catalog.pg_statio_user_tables FROM PUBLIC;
GRANT SELECT ON TABLE pg_catalog.pg_statio_user_tables TO pg_monitor;

--
-- Name: TABLE audit_checkpoint; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.audit_checkpoint TO heartly_app;
GRANT SELECT ON TABLE public.audit_checkpoint TO heartly_auditor;
GRANT SELECT,INSERT ON TABLE public.audit_checkpoint TO heartly_sealer;

--
-- Name: TABLE audit_entry; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.audit_entry TO heartly_app;
GRANT SELECT ON TABLE public.audit_entry TO heartly_auditor;
GRANT SELECT,INSERT ON TABLE public.audit_entry TO heartly_sealer;

--
-- Name: TABLE client; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.client TO heartly_app;
GRANT SELECT ON TABLE public.client TO heartly_context;

--
-- Name: COLUMN client."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("tenantId") ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(id) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client."firstName"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("firstName"),UPDATE("firstName") ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client."lastName"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("lastName"),UPDATE("lastName") ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client."birthDate"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("birthDate"),UPDATE("birthDate") ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.uci; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(uci),UPDATE(uci) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.photo; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(photo),UPDATE(photo) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client."facilityId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("facilityId"),UPDATE("facilityId") ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.phone; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.email; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(email),UPDATE(email) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.status; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(status),UPDATE(status) ON TABLE public.client TO heartly_app;

--
-- Name: COLUMN client.deleted_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT UPDATE(deleted_at) ON TABLE public.client TO heartly_context;

--
-- Name: TABLE client_name_key; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.client_name_key TO heartly_app;
GRANT SELECT,INSERT,DELETE ON TABLE public.client_name_key TO heartly_context;

--
-- Name: TABLE data_audit_log; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.data_audit_log TO heartly_auditor;
GRANT SELECT ON TABLE public.data_audit_log TO heartly_sealer;

--
-- Name: COLUMN data_audit_log."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("tenantId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("tenantId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id) ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."tableName"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("tableName") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("tableName") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log.operation; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(operation) ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT(operation) ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."rowKey"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("rowKey") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("rowKey") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."facilityId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("facilityId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("facilityId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."clientId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("clientId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("clientId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."oldValues"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("oldValues") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("oldValues") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."newValues"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("newValues") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("newValues") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."userId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("userId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("userId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log.operator; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(operator) ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT(operator) ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."sessionId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("sessionId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("sessionId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."requestId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("requestId") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("requestId") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log."ipAddress"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("ipAddress") ON TABLE public.data_audit_log TO heartly_context;
GRANT SELECT("ipAddress") ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: COLUMN data_audit_log.created_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(created_at) ON TABLE public.data_audit_log TO heartly_app;

--
-- Name: TABLE facility; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.facility TO heartly_app;
GRANT SELECT ON TABLE public.facility TO heartly_context;

--
-- Name: COLUMN facility."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tenantId") ON TABLE public.facility TO heartly_context;
GRANT INSERT("tenantId") ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id) ON TABLE public.facility TO heartly_context;
GRANT INSERT(id) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.name; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(name),UPDATE(name) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.address; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(address),UPDATE(address) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.city; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(city),UPDATE(city) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.state; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(state),UPDATE(state) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.zip; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(zip),UPDATE(zip) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.phone; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.email; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(email),UPDATE(email) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility."projectedClientCount"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("projectedClientCount"),UPDATE("projectedClientCount") ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility."roomCount"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("roomCount"),UPDATE("roomCount") ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.status; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(status),UPDATE(status) ON TABLE public.facility TO heartly_app;

--
-- Name: COLUMN facility.deleted_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(deleted_at),UPDATE(deleted_at) ON TABLE public.facility TO heartly_context;

--
-- Name: TABLE facility_staff; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.facility_staff TO heartly_app;
GRANT SELECT,DELETE ON TABLE public.facility_staff TO heartly_context;

--
-- Name: COLUMN facility_staff."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tenantId") ON TABLE public.facility_staff TO heartly_context;
GRANT INSERT("tenantId") ON TABLE public.facility_staff TO heartly_app;

--
-- Name: COLUMN facility_staff."facilityId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("facilityId") ON TABLE public.facility_staff TO heartly_context;
GRANT INSERT("facilityId") ON TABLE public.facility_staff TO heartly_app;

--
-- Name: COLUMN facility_staff."userId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("userId") ON TABLE public.facility_staff TO heartly_context;
GRANT INSERT("userId") ON TABLE public.facility_staff TO heartly_app;

--
-- Name: COLUMN facility_staff.assigned_by; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(assigned_by) ON TABLE public.facility_staff TO heartly_app;

--
-- Name: TABLE legal_hold; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.legal_hold TO heartly_app;
GRANT SELECT ON TABLE public.legal_hold TO heartly_auditor;

--
-- Name: COLUMN session."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tenantId") ON TABLE public.session TO heartly_context;
GRANT SELECT("tenantId") ON TABLE public.session TO heartly_app;

--
-- Name: COLUMN session.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id) ON TABLE public.session TO heartly_context;
GRANT SELECT(id) ON TABLE public.session TO heartly_app;

--
-- Name: COLUMN session."userId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("userId") ON TABLE public.session TO heartly_context;
GRANT SELECT("userId") ON TABLE public.session TO heartly_app;

--
-- Name: COLUMN session."tokenHash"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tokenHash") ON TABLE public.session TO heartly_context;

--
-- Name: COLUMN session.created_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(created_at) ON TABLE public.session TO heartly_app;

--
-- Name: COLUMN session.expires_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(expires_at) ON TABLE public.session TO heartly_context;
GRANT SELECT(expires_at) ON TABLE public.session TO heartly_app;

--
-- Name: COLUMN session.revoked_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(revoked_at),UPDATE(revoked_at) ON TABLE public.session TO heartly_context;
GRANT SELECT(revoked_at) ON TABLE public.session TO heartly_app;

--
-- Name: TABLE tenant; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.tenant TO heartly_app;

--
-- Name: COLUMN tenant.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id) ON TABLE public.tenant TO heartly_context;

--
-- Name: COLUMN tenant.status; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(status) ON TABLE public.tenant TO heartly_context;

--
-- Name: COLUMN tenant.settings; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT UPDATE(settings) ON TABLE public.tenant TO heartly_app;

--
-- Name: COLUMN tenant.deleted_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(deleted_at) ON TABLE public.tenant TO heartly_context;

--
-- Name: TABLE "user"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public."user" TO heartly_app;
GRANT SELECT ON TABLE public."user" TO heartly_context;

--
-- Name: COLUMN "user"."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tenantId") ON TABLE public."user" TO heartly_context;
GRANT INSERT("tenantId") ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id) ON TABLE public."user" TO heartly_context;
GRANT INSERT(id) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user"."firstName"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("firstName"),UPDATE("firstName") ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user"."lastName"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT("lastName"),UPDATE("lastName") ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".username; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(username),UPDATE(username) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".email; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(email),UPDATE(email) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".company; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(company),UPDATE(company) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".phone; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(phone),UPDATE(phone) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".role; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(role) ON TABLE public."user" TO heartly_context;
GRANT INSERT(role),UPDATE(role) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".permissions; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(permissions) ON TABLE public."user" TO heartly_context;
GRANT INSERT(permissions),UPDATE(permissions) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".onboarding_step; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(onboarding_step),UPDATE(onboarding_step) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".onboarding_completed_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT INSERT(onboarding_completed_at),UPDATE(onboarding_completed_at) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".status; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(status) ON TABLE public."user" TO heartly_context;
GRANT INSERT(status),UPDATE(status) ON TABLE public."user" TO heartly_app;

--
-- Name: COLUMN "user".deleted_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(deleted_at),UPDATE(deleted_at) ON TABLE public."user" TO heartly_context;

--
-- Name: TABLE user_action_audit_log; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT ON TABLE public.user_action_audit_log TO heartly_auditor;
GRANT SELECT ON TABLE public.user_action_audit_log TO heartly_sealer;

--
-- Name: COLUMN user_action_audit_log."tenantId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("tenantId"),INSERT("tenantId") ON TABLE public.user_action_audit_log TO heartly_app;
GRANT INSERT("tenantId") ON TABLE public.user_action_audit_log TO heartly_context;

--
-- Name: COLUMN user_action_audit_log.id; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(id),INSERT(id) ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."userId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("userId"),INSERT("userId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."clientId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("clientId"),INSERT("clientId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."targetUserId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("targetUserId"),INSERT("targetUserId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."targetFacilityId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("targetFacilityId"),INSERT("targetFacilityId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log.action; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(action),INSERT(action) ON TABLE public.user_action_audit_log TO heartly_app;
GRANT INSERT(action) ON TABLE public.user_action_audit_log TO heartly_context;

--
-- Name: COLUMN user_action_audit_log.outcome; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(outcome),INSERT(outcome) ON TABLE public.user_action_audit_log TO heartly_app;
GRANT INSERT(outcome) ON TABLE public.user_action_audit_log TO heartly_context;

--
-- Name: COLUMN user_action_audit_log.details; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(details),INSERT(details) ON TABLE public.user_action_audit_log TO heartly_app;
GRANT INSERT(details) ON TABLE public.user_action_audit_log TO heartly_context;

--
-- Name: COLUMN user_action_audit_log."requestId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("requestId"),INSERT("requestId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."sessionId"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("sessionId"),INSERT("sessionId") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log."ipAddress"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("ipAddress"),INSERT("ipAddress") ON TABLE public.user_action_audit_log TO heartly_app;
GRANT INSERT("ipAddress") ON TABLE public.user_action_audit_log TO heartly_context;

--
-- Name: COLUMN user_action_audit_log."userAgent"; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT("userAgent"),INSERT("userAgent") ON TABLE public.user_action_audit_log TO heartly_app;

--
-- Name: COLUMN user_action_audit_log.created_at; Type: ACL; Schema: public; Owner: heartly_owner
--

GRANT SELECT(created_at) ON TABLE public.user_action_audit_log TO heartly_app;

--
-- PostgreSQL database dump complete
--
