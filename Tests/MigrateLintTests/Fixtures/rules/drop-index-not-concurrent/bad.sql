-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE INDEX client_name ON client (name);
-- file: Change
-- expect: drop-index-not-concurrent
DROP INDEX client_name;
