-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: type-change
ALTER TABLE client ALTER COLUMN age TYPE bigint;
-- expect: type-change
ALTER TABLE client ALTER COLUMN name TYPE varchar(10);
-- expect: type-change
ALTER TABLE client ALTER COLUMN name TYPE text USING upper(name);
