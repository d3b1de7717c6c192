-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: drop-and-add-column
ALTER TABLE client DROP COLUMN age;
ALTER TABLE client ADD COLUMN age bigint;
-- expect: drop-and-add-column
ALTER TABLE facility DROP COLUMN name, ADD COLUMN title text;
