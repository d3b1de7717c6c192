-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TABLE room (id integer);
CREATE TABLE visit (id integer);
-- file: Change
ALTER TABLE client ADD COLUMN a text;
ALTER TABLE client ADD COLUMN b text;
ALTER TABLE facility ADD COLUMN a text;
-- file: Rooms
ALTER TABLE room ADD COLUMN a text;
