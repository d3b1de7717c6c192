-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
BEGIN;
-- expect: transaction-control
BEGIN;
CREATE TABLE a (id integer);
COMMIT;
-- expect: transaction-control
COMMIT;
-- expect: transaction-control
BEGIN;
CREATE TABLE b (id integer);
