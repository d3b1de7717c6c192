-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
CREATE TABLE visit (id integer PRIMARY KEY, name varchar(20), age integer, note text NOT NULL);
ALTER TABLE client ADD CONSTRAINT age_positive CHECK (age > 0) NOT VALID;
ALTER TABLE client ADD CONSTRAINT f FOREIGN KEY ("facilityId") REFERENCES facility (id) NOT VALID;
-- A new column without values has nothing to look up.
ALTER TABLE client ADD COLUMN "roomId" integer REFERENCES facility (id);
ALTER TABLE visit ADD CHECK (age > 0);
