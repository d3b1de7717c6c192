-- Why:  who did what to whose record, reads and refusals included. Rows are only ever added and are
--       kept for six years.
-- Lock: none that another session can wait for; the tables are new.

-- No foreign key, on purpose. A row must outlive what it names; the actor of a failed sign-in may
-- be unknown, and a refused request may name what never existed; and a key would lock a row of
-- tenant, "user", facility and client for every page that is read.
--
-- Partitioned by created_at, so that an expired month is dropped, not deleted. A partitioned
-- table's key must hold the partition key.
CREATE TABLE IF NOT EXISTS user_action_audit_log (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  "userId" uuid,
  "clientId" uuid,
  "targetUserId" uuid,
  "targetFacilityId" uuid,
  action text NOT NULL,
  outcome text NOT NULL,
  details jsonb DEFAULT '{}' NOT NULL,
  "requestId" uuid,
  "sessionId" uuid,
  "ipAddress" inet,
  "userAgent" text,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "PK_user_action_audit_log" PRIMARY KEY ("tenantId", id, created_at),
  -- A shape, not a list: the list is open, and an audit row must never be refused because the
  -- program learnt a new word before the database did.
  CONSTRAINT "CHK_user_action_audit_log_action" CHECK (
    char_length(action) >= 3 AND char_length(action) <= 100
    AND action ~ '^[A-Z]+(_[A-Z]+)*$'
  ),
  CONSTRAINT "CHK_user_action_audit_log_outcome" CHECK (
    outcome IN ('SUCCESS', 'DENIED', 'FAILURE')
  ),
  CONSTRAINT "CHK_user_action_audit_log_details" CHECK (jsonb_typeof(details) = 'object'),
  CONSTRAINT "CHK_user_action_audit_log_userAgent" CHECK (char_length("userAgent") <= 1000)
) PARTITION BY RANGE (created_at);

-- The net below the months: an audit row never fails for want of a partition. Nothing here depends
-- on the day it runs.
CREATE TABLE IF NOT EXISTS user_action_audit_log_default
  PARTITION OF user_action_audit_log DEFAULT;

COMMENT ON TABLE user_action_audit_log IS
  'PHI. One row per action, reads and refusals included; append-only; kept for six years.';

COMMENT ON COLUMN user_action_audit_log."userId" IS
  'Who acted; NULL where that is unknown, as in a failed sign-in.';

COMMENT ON COLUMN user_action_audit_log."clientId" IS 'PHI. Whose record it was.';

COMMENT ON COLUMN user_action_audit_log.details IS
  'PHI. What the action was about: names of fields and ids, never the values of a record.';

COMMENT ON COLUMN user_action_audit_log."userAgent" IS
  'As the browser sent it, cut to fit by whoever writes the row; not to be trusted.';

COMMENT ON TABLE user_action_audit_log_default IS
  'PHI. Audit rows whose month has no partition of its own; empty when all is well.';
