-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
BEGIN;
CREATE TABLE a (id integer);
COMMIT;
CREATE TABLE b (id integer);
