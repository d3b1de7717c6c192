-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE DOMAIN email AS text;
CREATE TABLE account (id integer, email email);
-- file: Change
-- expect: domain-constraint
ALTER DOMAIN email ADD CONSTRAINT c CHECK (VALUE LIKE '%@%');
-- expect: domain-constraint
CREATE DOMAIN short AS text CHECK (length(VALUE) < 9);
