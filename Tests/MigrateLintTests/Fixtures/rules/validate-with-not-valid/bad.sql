-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
ALTER TABLE client ADD CONSTRAINT age_positive CHECK (age > 0) NOT VALID;
-- expect: validate-with-not-valid
ALTER TABLE client VALIDATE CONSTRAINT age_positive;
