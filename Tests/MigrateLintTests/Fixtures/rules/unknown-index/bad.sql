CREATE TABLE client (id uuid PRIMARY KEY, name text);
CREATE INDEX "IDX_name" ON client (name);
-- expect: unknown-index
DROP INDEX "IDX_nmae";
-- expect: unknown-index
ALTER TABLE client ADD CONSTRAINT "UQ_name" UNIQUE USING INDEX "IDX_name";
