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
-- expect: concurrently-unsupported
CREATE INDEX CONCURRENTLY ix ON event (id);
-- expect: concurrently-unsupported
DROP INDEX CONCURRENTLY client_name, client_age;
-- expect: concurrently-unsupported
DROP INDEX CONCURRENTLY client_name CASCADE;
-- expect: concurrently-unsupported
DROP INDEX CONCURRENTLY event_id;
-- expect: concurrently-unsupported
REFRESH MATERIALIZED VIEW CONCURRENTLY names;
