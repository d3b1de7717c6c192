-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE MATERIALIZED VIEW names AS SELECT id, name FROM client;
CREATE UNIQUE INDEX ON names (id);
-- file: Change
-- expect: refresh-not-concurrent
REFRESH MATERIALIZED VIEW names;
