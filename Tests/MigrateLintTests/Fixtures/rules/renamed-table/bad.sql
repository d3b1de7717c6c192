-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: renamed-table
ALTER TABLE client RENAME TO customer;
