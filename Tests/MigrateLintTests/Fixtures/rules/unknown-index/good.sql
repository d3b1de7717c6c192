CREATE TABLE client (id uuid PRIMARY KEY, name text, age integer);
CREATE UNIQUE INDEX "IDX_name" ON client (name);
ALTER TABLE client ADD CONSTRAINT "UQ_name" UNIQUE USING INDEX "IDX_name";
CREATE INDEX ON client (age);
DROP INDEX client_age_idx;
DROP INDEX IF EXISTS client_age_idx;
