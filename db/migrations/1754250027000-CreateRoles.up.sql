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
-- inherit what policies let heartly_context see.
DO $owner$
BEGIN
  ALTER ROLE heartly_owner NOINHERIT;
EXCEPTION WHEN OTHERS THEN
  -- Another session altered it at the same moment.
  IF SQLSTATE <> 'XX000' THEN RAISE; END IF;
END
$owner$;

-- pg_dump reads whole tables or none, so the role that dumps passes by the policies. Only a superuser
-- can say so; elsewhere the operator does, and `heartly prove isolation` tells.
DO $backup$
BEGIN
  ALTER ROLE heartly_backup BYPASSRLS;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'heartly_backup cannot dump until a superuser runs ALTER ROLE heartly_backup BYPASSRLS';
WHEN OTHERS THEN
  -- Another session altered it at the same moment.
  IF SQLSTATE <> 'XX000' THEN RAISE; END IF;
END
$backup$;

DO $members$
BEGIN
  GRANT heartly_owner TO heartly_migrator;
  GRANT heartly_context TO heartly_owner;
  IF NOT pg_catalog.pg_has_role(current_user, 'heartly_owner', 'MEMBER') THEN
    EXECUTE pg_catalog.format('GRANT heartly_owner TO %I', current_user);
  END IF;
EXCEPTION WHEN OTHERS THEN
  IF SQLSTATE <> 'XX000' THEN RAISE; END IF;
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
