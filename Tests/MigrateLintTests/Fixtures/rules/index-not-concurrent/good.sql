-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TABLE event (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
-- file: Change
CREATE TABLE visit (id integer PRIMARY KEY, name varchar(20), age integer, note text NOT NULL);
CREATE INDEX CONCURRENTLY ix ON client (name);
CREATE INDEX ON visit (name);
-- Nothing is stored in the partitioned table itself.
CREATE INDEX ON ONLY event (id);
CREATE INDEX IF NOT EXISTS client_pkey ON client (id);
