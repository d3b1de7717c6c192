-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE INDEX client_name ON client (name);
-- file: Change
BEGIN;
-- expect: concurrently-in-transaction
CREATE INDEX CONCURRENTLY ix ON client (name);
COMMIT;
BEGIN;
-- expect: concurrently-in-transaction
VACUUM client;
COMMIT;
BEGIN;
-- expect: concurrently-in-transaction
REINDEX TABLE CONCURRENTLY client;
COMMIT;
BEGIN;
-- expect: concurrently-in-transaction
DROP INDEX CONCURRENTLY client_name;
COMMIT;
