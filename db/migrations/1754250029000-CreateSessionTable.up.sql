-- Why:  who is signed in. A request shows its session's token; the database holds only the digest, so
--       that a copy of the database signs nobody in.
-- Lock: SHARE ROW EXCLUSIVE on "user" for an instant (the foreign key); the table itself is new.

SET LOCAL ROLE heartly_owner;

CREATE TABLE IF NOT EXISTS session (
  "tenantId" uuid NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  "userId" uuid NOT NULL,
  -- SHA-256 of the token, which has 256 random bits: nothing that a slow hash would protect.
  "tokenHash" bytea NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  CONSTRAINT "PK_session" PRIMARY KEY ("tenantId", id),
  CONSTRAINT "FK_session_user" FOREIGN KEY ("tenantId", "userId")
    REFERENCES "user" ("tenantId", id)
    ON UPDATE NO ACTION ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT "CHK_session_tokenHash" CHECK (octet_length("tokenHash") = 32),
  CONSTRAINT "CHK_session_expires_at" CHECK (expires_at > created_at),
  CONSTRAINT "CHK_session_revoked_at" CHECK (revoked_at >= created_at)
);

CREATE UNIQUE INDEX IF NOT EXISTS "UQ_session_tokenHash" ON session ("tenantId", "tokenHash");

-- For the foreign key, and for the sessions of a user that are to be revoked together.
CREATE INDEX IF NOT EXISTS "IDX_session_user" ON session ("tenantId", "userId");

COMMENT ON TABLE session IS 'A signed-in person on one device, until it expires or is revoked.';

COMMENT ON COLUMN session."tokenHash" IS 'SHA-256 of the token. A secret: no log holds it.';

COMMENT ON COLUMN session.revoked_at IS 'When it was ended before its time; NULL while it stands.';
