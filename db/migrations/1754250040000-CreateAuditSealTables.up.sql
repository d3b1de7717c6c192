-- Why:  whoever owns the database can change an audit row. That it was changed must show: each tenant's
--       rows of both logs are the leaves of a Merkle tree (RFC 9162), whose signed root is kept outside
--       of the database. These tables hold the leaves' order and hashes, and the checkpoints; `heartly
--       audit seal` writes them. A month that is dropped leaves its hashes, so the rest stays provable.
-- Lock: none that another session can wait for; the tables are new.

SET LOCAL ROLE heartly_owner;

-- No foreign key to the logs: an entry outlives its row.
CREATE TABLE IF NOT EXISTS audit_entry (
  "tenantId" uuid NOT NULL,
  "index" bigint NOT NULL,
  "logName" text NOT NULL,
  "entryId" uuid NOT NULL,
  created_at timestamptz NOT NULL,
  "leafHash" bytea NOT NULL,
  CONSTRAINT "PK_audit_entry" PRIMARY KEY ("tenantId", "index"),
  CONSTRAINT "CHK_audit_entry_index" CHECK ("index" >= 0),
  CONSTRAINT "CHK_audit_entry_logName" CHECK (
    "logName" IN ('user_action_audit_log', 'data_audit_log')
  ),
  CONSTRAINT "CHK_audit_entry_leafHash" CHECK (octet_length("leafHash") = 32)
);

-- The whole key of a row: one that was written with the id of another is sealed as well.
CREATE UNIQUE INDEX IF NOT EXISTS "UQ_audit_entry_row"
  ON audit_entry ("tenantId", "entryId", created_at, "logName");

CREATE TABLE IF NOT EXISTS audit_checkpoint (
  "tenantId" uuid NOT NULL,
  "treeSize" bigint NOT NULL,
  "rootHash" bytea NOT NULL,
  note text NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "PK_audit_checkpoint" PRIMARY KEY ("tenantId", "treeSize"),
  CONSTRAINT "CHK_audit_checkpoint_treeSize" CHECK ("treeSize" > 0),
  CONSTRAINT "CHK_audit_checkpoint_rootHash" CHECK (octet_length("rootHash") = 32),
  CONSTRAINT "CHK_audit_checkpoint_note" CHECK (char_length(note) <= 4000)
);

CREATE TABLE IF NOT EXISTS heartly.audit_watermark (
  -- There is one.
  id integer DEFAULT 1 NOT NULL,
  "transactionId" xid8 NOT NULL,
  "systemIdentifier" bigint NOT NULL,
  updated_at timestamptz DEFAULT now() NOT NULL,
  CONSTRAINT "PK_audit_watermark" PRIMARY KEY (id),
  CONSTRAINT "CHK_audit_watermark_id" CHECK (id = 1)
);

COMMENT ON TABLE audit_entry IS 'The leaves of a tenant''s audit log in the order in which they were sealed.';

COMMENT ON COLUMN audit_entry."leafHash" IS
  'SHA-256 of a zero byte and the row as canonical JSON (RFC 8785). It stays when the row is archived.';

COMMENT ON TABLE audit_checkpoint IS 'What was signed of a tenant''s audit log, from the first on.';

COMMENT ON COLUMN audit_checkpoint.note IS 'The signed note (C2SP tlog-checkpoint), as it is kept outside.';

COMMENT ON TABLE heartly.audit_watermark IS 'How far the audit logs of all tenants are sealed.';

COMMENT ON COLUMN heartly.audit_watermark."transactionId" IS
  'Every row of an earlier transaction is sealed.';

COMMENT ON COLUMN heartly.audit_watermark."systemIdentifier" IS
  'The cluster whose transactions are counted; another one counts anew.';

ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE audit_checkpoint ENABLE ROW LEVEL SECURITY;

ALTER TABLE audit_checkpoint FORCE ROW LEVEL SECURITY;

CREATE POLICY audit_entry_select ON audit_entry FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

-- heartly:ignore policy-allows-all an auditor and the sealer work for all tenants
CREATE POLICY audit_entry_audit ON audit_entry FOR SELECT TO heartly_auditor, heartly_sealer
  USING (true);

-- heartly:ignore policy-allows-all the sealer works for all tenants
CREATE POLICY audit_entry_seal ON audit_entry FOR INSERT TO heartly_sealer WITH CHECK (true);

CREATE POLICY audit_entry_operator ON audit_entry TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

CREATE POLICY audit_checkpoint_select ON audit_checkpoint FOR SELECT TO heartly_app
  USING ("tenantId" = (SELECT heartly.tenant_id())
    AND CASE (SELECT heartly.user_role()) WHEN 'OWNER' THEN true ELSE false END);

-- heartly:ignore policy-allows-all an auditor and the sealer work for all tenants
CREATE POLICY audit_checkpoint_audit ON audit_checkpoint FOR SELECT TO heartly_auditor, heartly_sealer
  USING (true);

-- heartly:ignore policy-allows-all the sealer works for all tenants
CREATE POLICY audit_checkpoint_seal ON audit_checkpoint FOR INSERT TO heartly_sealer WITH CHECK (true);

CREATE POLICY audit_checkpoint_operator ON audit_checkpoint TO heartly_owner
  USING ((SELECT heartly.is_operator())) WITH CHECK ((SELECT heartly.is_operator()));

-- Nobody but the owner changes or deletes what is sealed.
GRANT SELECT ON audit_entry, audit_checkpoint TO heartly_app, heartly_auditor;

GRANT SELECT, INSERT ON audit_entry, audit_checkpoint TO heartly_sealer;

GRANT SELECT, INSERT, UPDATE ON heartly.audit_watermark TO heartly_sealer;

GRANT SELECT ON heartly.audit_watermark TO heartly_auditor;

-- Whoever reads the audit logs is in them. The auditor has no session of the platform: the database role
-- that signed in is named.
CREATE POLICY user_action_audit_log_reading ON user_action_audit_log FOR INSERT TO heartly_context
  WITH CHECK (action IN ('READ_AUDIT', 'EXPORT_AUDIT') AND "userId" IS NULL);

GRANT INSERT ("tenantId", action, outcome, details, "ipAddress") ON user_action_audit_log
  TO heartly_context;

SET LOCAL ROLE heartly_context;

CREATE OR REPLACE FUNCTION heartly.record_audit_reading(tenant uuid, action text, details jsonb)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.user_action_audit_log ("tenantId", action, outcome, details, "ipAddress")
  VALUES (tenant, action, 'SUCCESS', details || jsonb_build_object('databaseRole', session_user),
    inet_client_addr());
END
$$;

COMMENT ON FUNCTION heartly.record_audit_reading(uuid, text, jsonb) IS
  'Notes in a tenant''s audit log that the auditor reads it.';

REVOKE ALL ON FUNCTION heartly.record_audit_reading(uuid, text, jsonb) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.record_audit_reading(uuid, text, jsonb) TO heartly_auditor;

-- For the question who reached records outside of their assignment: a person's role, and since when they
-- are assigned to a facility. The auditor sees nothing else of people.
CREATE OR REPLACE FUNCTION heartly.staff_facts(tenant uuid, person uuid, facility uuid)
RETURNS TABLE (role text, assigned_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
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

COMMENT ON FUNCTION heartly.staff_facts(uuid, uuid, uuid) IS
  'A person''s role, and since when they are assigned to a facility, for the auditor.';

REVOKE ALL ON FUNCTION heartly.staff_facts(uuid, uuid, uuid) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION heartly.staff_facts(uuid, uuid, uuid) TO heartly_auditor;
