CREATE TABLE client (
  id uuid PRIMARY KEY,
  -- expect: folded-identifier
  birthDate date,
  "firstName" text,
  -- expect: folded-identifier
  CONSTRAINT CHK_client_birth CHECK (birthdate > DATE '1900-01-01')
);
-- expect: folded-identifier
CREATE INDEX "IDX_client_birth" ON client (birthDate);
-- expect: folded-identifier
ALTER TABLE Client ADD COLUMN last_name text;
-- expect: folded-identifier
ALTER TABLE client DROP COLUMN IF EXISTS Last_Name;
-- expect: folded-identifier
COMMENT ON COLUMN client.birthDate IS 'PHI.';
-- expect: folded-identifier
CREATE VIEW births AS SELECT birthdate AS bornOn FROM client;
