-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
-- expect: table-rewrite
CLUSTER client USING client_pkey;
-- expect: table-rewrite
VACUUM FULL client;
-- expect: table-rewrite
VACUUM FULL;
-- expect: table-rewrite
ALTER TABLE client SET UNLOGGED;
