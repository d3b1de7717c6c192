-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TABLE event (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE event_rest PARTITION OF event DEFAULT;
-- file: Change
-- expect: index-not-concurrent
CREATE INDEX ix ON client (name);
-- expect: index-not-concurrent
CREATE UNIQUE INDEX ON facility (name);
-- expect: index-not-concurrent
CREATE INDEX ON event (id);
