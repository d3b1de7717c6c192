-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer NOT NULL, "facilityId" integer, note text NOT NULL
);
CREATE UNIQUE INDEX client_note ON client (note);
CREATE UNIQUE INDEX client_age ON client (age) WHERE age > 18;
-- file: Fill
-- heartly:batch size=10 pause=2s
UPDATE client SET name = 'a' FROM facility WHERE facility.id = "facilityId";
-- heartly:batch
INSERT INTO facility (id, name) SELECT id, note FROM client ON CONFLICT (id) DO NOTHING;
UPDATE client SET age = 1 WHERE id = 7 RETURNING id;
-- down:
-- heartly:batch
DELETE FROM facility;
