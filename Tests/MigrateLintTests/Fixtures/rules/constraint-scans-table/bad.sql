-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: constraint-scans-table
ALTER TABLE client ADD CONSTRAINT age_positive CHECK (age > 0);
-- expect: constraint-scans-table
ALTER TABLE client ADD CONSTRAINT f FOREIGN KEY ("facilityId") REFERENCES facility (id);
-- expect: constraint-scans-table
ALTER TABLE client ADD COLUMN score integer CHECK (score > 0);
