CREATE TABLE client (id integer PRIMARY KEY, name text);
CREATE TABLE visit (id integer PRIMARY KEY, client integer);
-- expect: ambiguous-name
SELECT id FROM client, visit;
-- expect: ambiguous-name
SELECT name FROM client c JOIN visit v ON v.client = c.id WHERE id = 1;
-- expect: ambiguous-name
UPDATE client SET name = 'a' FROM visit WHERE id = 1;
-- expect: ambiguous-name
INSERT INTO client VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = name || 'b';
