CREATE TABLE client (id uuid PRIMARY KEY, name text);
-- expect: unknown-column
CREATE INDEX ON client (nmae);
-- expect: unknown-column
ALTER TABLE client DROP COLUMN note;
-- expect: unknown-column
ALTER TABLE client ADD CONSTRAINT ck CHECK (age > 0);
-- expect: unknown-column
ALTER TABLE client ALTER COLUMN age SET NOT NULL;
-- expect: unknown-column
SELECT age FROM client;
-- expect: unknown-column
UPDATE client SET age = 1;
CREATE TABLE visit (
  id uuid PRIMARY KEY,
-- expect: unknown-column
  "clientId" uuid REFERENCES client (uuid)
);
