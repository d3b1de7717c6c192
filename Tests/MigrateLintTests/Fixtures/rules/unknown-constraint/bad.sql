CREATE TABLE client (id uuid PRIMARY KEY, age integer, CONSTRAINT "CHK_age" CHECK (age > 0));
-- expect: unknown-constraint
ALTER TABLE client DROP CONSTRAINT chk_age;
-- expect: unknown-constraint
ALTER TABLE client VALIDATE CONSTRAINT client_age_fkey;
-- expect: unknown-constraint
ALTER TABLE client RENAME CONSTRAINT "PK_client" TO pk;
