-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE VIEW names AS SELECT id, name FROM client;
CREATE VIEW adults AS SELECT id FROM names;
-- file: Change
DROP VIEW adults;
DROP VIEW names;
DROP TABLE facility CASCADE;
CREATE SCHEMA scratch;
DROP SCHEMA scratch CASCADE;
