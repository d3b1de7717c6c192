-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE DOMAIN email AS text;
CREATE TABLE account (id integer, email email);
-- file: Change
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE LIKE '%@%') NOT VALID;
CREATE DOMAIN free AS text;
ALTER DOMAIN free SET NOT NULL;
