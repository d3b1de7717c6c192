CREATE TABLE client (id uuid PRIMARY KEY, name text);
CREATE TABLE visit (id uuid PRIMARY KEY, "clientId" uuid REFERENCES client (id));
CREATE VIEW names AS SELECT name FROM client;
-- expect: still-needed
DROP TABLE client;
-- expect: still-needed
ALTER TABLE client DROP COLUMN name;
-- expect: still-needed
ALTER TABLE client ALTER COLUMN name TYPE varchar(20);
-- expect: still-needed
ALTER TABLE client DROP CONSTRAINT client_pkey;
-- expect: still-needed
DROP INDEX client_pkey;
