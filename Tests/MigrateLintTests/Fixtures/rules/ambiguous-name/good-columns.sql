CREATE TABLE client (id integer PRIMARY KEY, name text);
CREATE TABLE visit (id integer PRIMARY KEY, client integer);
SELECT id FROM client JOIN visit USING (id);
SELECT c.id FROM client c, visit v ORDER BY id;
SELECT c.id AS id, name FROM client c JOIN visit v ON client = c.id WHERE name = 'a' ORDER BY id;
SELECT (SELECT id FROM visit v WHERE v.client = c.id LIMIT 1) FROM client c;
SELECT id FROM client NATURAL JOIN visit;
INSERT INTO client VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = client.name || excluded.name;
