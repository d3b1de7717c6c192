-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TABLE loose (id integer);
-- file: Change
CREATE TABLE visit (id integer PRIMARY KEY, name varchar(20), age integer, note text NOT NULL);
CREATE UNIQUE INDEX CONCURRENTLY client_name ON client (name);
ALTER TABLE client ADD CONSTRAINT "UQ_name" UNIQUE USING INDEX client_name;
ALTER TABLE visit ADD UNIQUE (name);
