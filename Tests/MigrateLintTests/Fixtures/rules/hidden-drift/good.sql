-- baseline:
CREATE TABLE client (id uuid PRIMARY KEY, "isDeleted" boolean);
CREATE INDEX ix ON client ("isDeleted");
-- file: Guarded
CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, "isDeleted" boolean);
CREATE INDEX IF NOT EXISTS ix ON client ("isDeleted");
ALTER TABLE client ADD COLUMN IF NOT EXISTS "isDeleted" boolean;
ALTER TABLE client ADD COLUMN IF NOT EXISTS note text;
