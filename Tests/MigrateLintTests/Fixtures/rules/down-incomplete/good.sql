CREATE TABLE client (id uuid PRIMARY KEY, name text);
CREATE TYPE mood AS ENUM ('good', 'bad');
-- down:
DROP TABLE IF EXISTS client;
DROP TYPE IF EXISTS mood;
-- file: Index
CREATE INDEX client_name ON client (name);
-- down:
DROP INDEX IF EXISTS client_name;
-- file: Forget
ALTER TABLE client DROP COLUMN name;
-- down:
-- heartly:irreversible the names are gone
