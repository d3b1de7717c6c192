-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
CREATE TABLE visit (id integer PRIMARY KEY, name varchar(20), age integer, note text NOT NULL);
ALTER TABLE client ALTER COLUMN name TYPE varchar(40);
ALTER TABLE client ALTER COLUMN name TYPE text;
ALTER TABLE visit ALTER COLUMN age TYPE bigint;
