-- The signed form of the context, for a server on which nobody can run
--   GRANT SET ON PARAMETER backtrace_functions TO heartly_context
--
-- A context is then a setting that anybody may write and that counts only with an HMAC (RFC 2104, SHA-256)
-- over its claims, the backend, the transaction, its start and a number that is given once, under a key that the runtime role
-- cannot read. It guards as much, and costs more: docs/decisions/0013-guarded-context.md has the figures.
-- Policies and everything else stay as they are.
--
-- The migration GuardRequestContext refuses to run on such a server until it is told that this file follows:
--   ALTER DATABASE … SET heartly.context_form = 'signed'
-- Then run this as a superuser, or as a member of heartly_owner; it may run twice, and makes a new key then:
--   psql --single-transaction --file db/options/signed-context.sql
-- Taking GuardRequestContext back and applying it again brings the guarded form back.

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

-- Each context that is written takes the next number, and only the last of a session counts: two of one
-- transaction cannot be changed for each other, and a savepoint does not bring an older one back. A
-- session forgets its number by DISCARD SEQUENCES only, and then has no context.
CREATE SEQUENCE IF NOT EXISTS heartly.context_number CACHE 32 OWNED BY heartly.context_key.id;

GRANT USAGE ON SEQUENCE heartly.context_number TO heartly_context;

SET LOCAL ROLE heartly_context;

-- The HMAC of claims made by this backend in this transaction under its last number, in hexadecimal digits;
-- NULL where the transaction has no number. The key is read each time: a plan that held it would print it, to whoever
-- sets debug_print_plan.
CREATE OR REPLACE FUNCTION heartly.signature(claims text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT encode(sha256("outerPad" || sha256("innerPad" || int4send(pg_backend_pid())
      || timestamptz_send(now()) || xid8send(pg_current_xact_id_if_assigned())
      || int8send(currval('heartly.context_number')) || textsend(claims))), 'hex')
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
  RETURN COALESCE(starts_with(context, 'heartly_context_1 ')
    AND right(context, 65) = ' ' || heartly.signature(left(context, -65)), false);
END
$$;

CREATE OR REPLACE FUNCTION heartly.claim(place integer) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT heartly.has_context() THEN
    PERFORM heartly.no_context();
  END IF;
  RETURN split_part(current_setting('heartly.context'), ' ', place + 1);
END
$$;

CREATE OR REPLACE FUNCTION heartly.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT heartly.has_context() THEN
    PERFORM heartly.no_context();
  END IF;
  RETURN string_to_array(left(current_setting('heartly.context'), -65), ' ', '');
END
$$;

-- All transactions of one message of the simple protocol have the same start, so that a request takes a
-- transaction's number, too.
CREATE OR REPLACE FUNCTION heartly.write_context(context text) RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM pg_current_xact_id(), nextval('heartly.context_number');
  EXECUTE format('SET LOCAL heartly.context = %L', context || ' ' || heartly.signature(context));
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

REVOKE ALL ON FUNCTION heartly.signature(text), heartly.write_context(text),
  heartly.rotate_context_key() FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.rotate_context_key() TO heartly_owner;

SET LOCAL ROLE heartly_owner;

SELECT heartly.rotate_context_key();
