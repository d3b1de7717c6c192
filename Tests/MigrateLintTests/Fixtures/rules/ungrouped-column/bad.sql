CREATE TABLE client (id integer PRIMARY KEY, name text, born date);
CREATE TABLE visit (id integer PRIMARY KEY, client integer, cost numeric);
-- expect: ungrouped-column
SELECT name, count(*) FROM client;
-- expect: ungrouped-column
SELECT name, born FROM client GROUP BY name;
-- expect: ungrouped-column
SELECT name FROM client GROUP BY name HAVING born IS NULL;
-- expect: ungrouped-column
SELECT name FROM client GROUP BY name ORDER BY born;
-- expect: ungrouped-column
CREATE VIEW costs AS SELECT c.name, sum(v.cost) FROM client c JOIN visit v ON v.client = c.id GROUP BY v.client;
