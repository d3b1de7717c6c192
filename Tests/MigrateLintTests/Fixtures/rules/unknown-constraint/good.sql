CREATE TABLE client (id uuid PRIMARY KEY, age integer UNIQUE, CHECK (age > 0));
-- The names that PostgreSQL chooses.
ALTER TABLE client DROP CONSTRAINT client_age_check;
ALTER TABLE client RENAME CONSTRAINT client_age_key TO "UQ_age";
ALTER TABLE client DROP CONSTRAINT "UQ_age";
ALTER TABLE client DROP CONSTRAINT IF EXISTS "UQ_age";
ALTER TABLE client DROP CONSTRAINT client_pkey;
