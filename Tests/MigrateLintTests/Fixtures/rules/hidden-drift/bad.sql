-- baseline:
CREATE TABLE client (id uuid PRIMARY KEY);
CREATE TABLE visit (id uuid PRIMARY KEY, amount integer);
CREATE INDEX ix ON visit (id, amount);
-- file: Guarded
-- expect: hidden-drift
CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, "isDeleted" boolean);
-- expect: hidden-drift
CREATE INDEX IF NOT EXISTS ix ON visit (amount);
-- expect: hidden-drift
ALTER TABLE visit ADD COLUMN IF NOT EXISTS amount bigint;
