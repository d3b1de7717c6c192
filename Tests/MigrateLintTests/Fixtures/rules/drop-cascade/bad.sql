-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE SCHEMA audit;
CREATE TABLE audit.event (id integer);
CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE TABLE visit (id integer, mood mood, "clientId" integer REFERENCES client (id));
CREATE VIEW names AS SELECT id, name FROM facility;
CREATE VIEW adults AS SELECT id FROM names;
-- file: Change
-- expect: drop-cascade
DROP TABLE client CASCADE;
-- expect: drop-cascade
DROP SCHEMA audit CASCADE;
-- expect: drop-cascade
DROP TYPE mood CASCADE;
-- expect: drop-cascade
DROP VIEW names CASCADE;
