-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE INDEX client_name ON client (name);
CREATE INDEX client_age ON client (age);
CREATE TABLE event (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
CREATE INDEX event_id ON event (id);
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM client;
-- file: Change
CREATE INDEX ix ON ONLY event (id);
CREATE INDEX CONCURRENTLY ON event_rest (id);
DROP INDEX CONCURRENTLY client_name;
DROP INDEX CONCURRENTLY client_age;
CREATE UNIQUE INDEX ON names (id);
REFRESH MATERIALIZED VIEW CONCURRENTLY names;
