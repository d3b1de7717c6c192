-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE INDEX client_name ON client (name);
-- file: Change
CREATE INDEX CONCURRENTLY ix ON client (name);
VACUUM client;
REINDEX TABLE CONCURRENTLY client;
BEGIN;
ANALYZE client;
CREATE INDEX other ON client (age);
COMMIT;
DROP INDEX CONCURRENTLY ix;
