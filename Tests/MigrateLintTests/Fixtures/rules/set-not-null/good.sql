-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
ALTER TABLE client ADD CONSTRAINT age_known CHECK (age IS NOT NULL) NOT VALID;
-- file: Validate
ALTER TABLE client VALIDATE CONSTRAINT age_known;
-- file: Require
ALTER TABLE client ALTER COLUMN age SET NOT NULL;
ALTER TABLE client ALTER COLUMN note SET NOT NULL;
