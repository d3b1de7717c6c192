-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
ALTER TABLE client DROP COLUMN age;
ALTER TABLE client ADD COLUMN born date;
ALTER TABLE facility ADD COLUMN title text;
