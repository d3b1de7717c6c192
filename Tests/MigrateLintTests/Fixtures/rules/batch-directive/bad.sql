-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer NOT NULL, "facilityId" integer, note text NOT NULL
);
CREATE UNIQUE INDEX client_note ON client (note);
CREATE UNIQUE INDEX client_age ON client (age) WHERE age > 18;
-- file: Fill
-- expect: batch-directive
-- heartly:batch siez=10
UPDATE client SET name = 'a';
-- expect: batch-directive
-- heartly:batch pause=10
UPDATE client SET name = 'a';
-- heartly:batch
-- expect: batch-directive
UPDATE client SET name = 'a' RETURNING id;
-- heartly:batch
-- expect: batch-directive
UPDATE client SET name = 'a', id = id + 1;
-- heartly:batch
-- expect: batch-directive
DELETE FROM client WHERE age < (SELECT avg(age) FROM client);
-- heartly:batch
-- expect: batch-directive
WITH old AS (SELECT 1 AS id) DELETE FROM client USING old WHERE client.id = old.id;
-- heartly:batch
-- expect: batch-directive
INSERT INTO facility (id, name) SELECT DISTINCT id, note FROM client;
-- heartly:batch
-- expect: batch-directive
INSERT INTO facility (id, name) VALUES (1, 'a');
-- heartly:batch
-- expect: batch-directive
ALTER TABLE client ADD COLUMN extra text;
-- expect: batch-directive
-- heartly:batch
