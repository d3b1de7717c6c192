-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer NOT NULL, "facilityId" integer, note text NOT NULL
);
CREATE UNIQUE INDEX client_note ON client (note);
CREATE UNIQUE INDEX client_age ON client (age) WHERE age > 18;
CREATE TABLE plain (a integer NOT NULL);
CREATE VIEW seen AS SELECT id, name FROM client;
-- file: Fill
-- expect: batch-key
-- heartly:batch key=name
UPDATE client SET age = 1;
-- expect: batch-key
-- heartly:batch key=age
UPDATE client SET name = 'a';
-- expect: batch-key
-- heartly:batch key=nope
UPDATE client SET name = 'a';
-- expect: batch-key
-- heartly:batch
DELETE FROM plain;
-- expect: batch-key
-- heartly:batch key=id
UPDATE seen SET name = 'a';
-- expect: batch-key
-- heartly:batch key=id,note
UPDATE client SET age = 1;
