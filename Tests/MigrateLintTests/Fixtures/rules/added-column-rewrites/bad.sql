-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: added-column-rewrites
ALTER TABLE client ADD COLUMN token uuid DEFAULT gen_random_uuid();
-- expect: added-column-rewrites
ALTER TABLE client ADD COLUMN number serial;
-- expect: added-column-rewrites
ALTER TABLE client ADD COLUMN "number2" bigint GENERATED ALWAYS AS IDENTITY;
-- expect: added-column-rewrites
ALTER TABLE client ADD COLUMN twice integer GENERATED ALWAYS AS (age * 2) STORED;
