-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: explicit-lock
LOCK TABLE client;
-- expect: explicit-lock
LOCK TABLE client IN SHARE MODE;
