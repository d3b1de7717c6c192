CREATE TABLE client (id integer PRIMARY KEY, name text, born date);
-- expect: column-count
INSERT INTO client (id, name) VALUES (1);
-- expect: column-count
INSERT INTO client VALUES (1, 'Ana', NULL, 4);
-- expect: column-count
INSERT INTO client (id, name) SELECT 1, 'Ana', NULL;
-- expect: column-count
INSERT INTO client (id, name) VALUES (1, 'Ana'), (2);
-- expect: column-count
SELECT id, name FROM client UNION ALL SELECT id FROM client;
-- expect: column-count
SELECT 1 FROM client c (a, b, c, d);
-- expect: column-count
WITH c (a, b) AS (SELECT 1) SELECT a FROM c;
-- expect: column-count
CREATE VIEW v (a, b) AS SELECT id FROM client;
-- expect: column-count
UPDATE client SET (name, born) = (SELECT 'a');
-- expect: column-count
SELECT (SELECT 1, 2);
-- expect: column-count
SELECT id FROM client WHERE id IN (SELECT id, name FROM client);
