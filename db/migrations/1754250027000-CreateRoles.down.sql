-- Why:  gives the tables back to the role that migrates, and takes the schema back. The roles stay, for
--       other databases of the cluster may use them.
-- Lock: ACCESS EXCLUSIVE on each table for an instant (the owner changes).

REVOKE USAGE ON SCHEMA public
  FROM heartly_app, heartly_auditor, heartly_sealer, heartly_context;

REVOKE USAGE, CREATE ON SCHEMA public FROM heartly_owner;

ALTER TABLE IF EXISTS facility_staff OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS user_action_audit_log_default OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS user_action_audit_log OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS client OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS facility OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS "user" OWNER TO CURRENT_USER;

ALTER TABLE IF EXISTS tenant OWNER TO CURRENT_USER;

DROP SCHEMA IF EXISTS heartly;
