-- Why:  who may do what. heartly_owner owns everything and signs in nowhere; heartly_migrator changes
--       the schema; heartly_app serves requests, owns nothing and passes by no policy;
--       heartly_auditor reads the audit logs of all tenants; heartly_sealer seals them;
--       heartly_backup dumps. heartly_context signs in nowhere either: the few functions that must
--       see more than their caller run as it, with grants and policies of its own.
--       Who signs in has no password yet: that is the operator's to give.
-- Lock: ACCESS EXCLUSIVE on each table for an instant (the owner changes).
--
-- Roles belong to the cluster, not to this database: others may have made them, at the same moment
-- even, and may use them. So the down leaves them.

-- heartly:ignore down-incomplete the roles stay, as said above
DO $roles$
BEGIN
  BEGIN
    CREATE ROLE heartly_owner NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_migrator LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_auditor LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_sealer LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_backup LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
  BEGIN
    CREATE ROLE heartly_context NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
  END;
END
$roles$;

-- The owner makes functions that run as heartly_context, and must become it for that; but it must not
-- inherit what policies let heartly_context see. Roles are altered only where it is needed, for another
-- database's migration may be at it.
DO $owner$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'heartly_owner' AND rolinherit) THEN
    ALTER ROLE heartly_owner NOINHERIT;
  END IF;
EXCEPTION WHEN internal_error THEN
  NULL;  -- "tuple concurrently updated": by a session that did the same.
END
$owner$;

-- pg_dump reads whole tables or none, so the role that dumps passes by the policies. Only a superuser
-- can say so; elsewhere the operator does, and `heartly prove isolation` tells.
DO $backup$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'heartly_backup' AND rolbypassrls) THEN
    ALTER ROLE heartly_backup BYPASSRLS;
  END IF;
  IF NOT pg_catalog.pg_has_role('heartly_backup', 'pg_read_all_data', 'MEMBER') THEN
    GRANT pg_read_all_data TO heartly_backup;
  END IF;
EXCEPTION WHEN internal_error OR unique_violation THEN
  NULL;
WHEN insufficient_privilege THEN
  RAISE NOTICE 'heartly_backup cannot dump until a superuser runs ALTER ROLE heartly_backup BYPASSRLS';
END
$backup$;

DO $members$
BEGIN
  IF NOT pg_catalog.pg_has_role('heartly_migrator', 'heartly_owner', 'MEMBER') THEN
    GRANT heartly_owner TO heartly_migrator;
  END IF;
  IF NOT pg_catalog.pg_has_role('heartly_owner', 'heartly_context', 'MEMBER') THEN
    GRANT heartly_context TO heartly_owner;
  END IF;
  IF NOT pg_catalog.pg_has_role(current_user, 'heartly_owner', 'MEMBER') THEN
    EXECUTE pg_catalog.format('GRANT heartly_owner TO %I', current_user);
  END IF;
EXCEPTION WHEN internal_error OR unique_violation THEN
  NULL;
END
$members$;

CREATE SCHEMA IF NOT EXISTS heartly;

COMMENT ON SCHEMA heartly IS 'What a request calls: context, soft delete, audit.';

ALTER SCHEMA heartly OWNER TO heartly_owner;

-- heartly:ignore-file several-exclusive-locks the tables change hands together, in an instant

ALTER TABLE tenant OWNER TO heartly_owner;

ALTER TABLE "user" OWNER TO heartly_owner;

ALTER TABLE facility OWNER TO heartly_owner;

ALTER TABLE client OWNER TO heartly_owner;

ALTER TABLE user_action_audit_log OWNER TO heartly_owner;

ALTER TABLE user_action_audit_log_default OWNER TO heartly_owner;

ALTER TABLE facility_staff OWNER TO heartly_owner;

GRANT USAGE, CREATE ON SCHEMA public TO heartly_owner;

GRANT USAGE ON SCHEMA public, heartly
  TO heartly_app, heartly_auditor, heartly_sealer, heartly_context;

GRANT CREATE ON SCHEMA heartly TO heartly_context;
