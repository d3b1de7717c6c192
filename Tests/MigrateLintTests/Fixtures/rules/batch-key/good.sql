-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer NOT NULL, "facilityId" integer, note text NOT NULL
);
CREATE UNIQUE INDEX client_note ON client (note);
CREATE UNIQUE INDEX client_age ON client (age) WHERE age > 18;
-- file: Fill
-- heartly:batch
UPDATE client SET age = 1;
-- heartly:batch key=note
DELETE FROM client;
-- down:
-- heartly:batch key=id
DELETE FROM client;
