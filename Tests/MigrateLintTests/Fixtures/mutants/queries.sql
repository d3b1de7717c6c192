CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL, born date, tags text[]);
CREATE TABLE visit (id integer PRIMARY KEY, "personId" integer, at timestamptz, cost numeric);
CREATE VIEW named AS SELECT id, name FROM person;
CREATE TYPE pair AS (a integer, b text);
CREATE TABLE held (id integer, p pair);
CREATE FUNCTION twice(x integer) RETURNS integer LANGUAGE sql AS 'SELECT x * 2';
CREATE FUNCTION halves(x integer) RETURNS pair LANGUAGE sql AS 'SELECT x, ''t''::text';
-- mutants

-- FROM
SELECT name FROM {{person | persons | pg_temp.person | public.persons | nowhere.person}};

SELECT {{p.name | person.name | q.name | p.nope | p.id.name}} FROM person p;

SELECT {{p.name | person.name}}, v.at FROM person p JOIN visit v ON {{v."personId" = p.id | visit.id = p.id | v.personId = p.id | v.nope = 1}};

SELECT {{p.id | id | v.nope}} FROM person p, visit v;

SELECT 1 FROM person p, {{visit | person}} {{v | p}};

SELECT 1 FROM person, {{visit | person | person person | other.person}};

SELECT 1 FROM person a JOIN visit b {{ON a.id = b.id | USING (id) | USING (name) | USING (nope) | ON a.id = c.id}};

SELECT 1 FROM person a JOIN visit b ON a.id = b.id JOIN person c ON {{c.id = a.id | id = 1 | c.id = d.id}};

SELECT x.id FROM (SELECT id FROM person) {{x | y}} WHERE {{x.id = 1 | x.name = '' | name = '' | person.id = 1}};

SELECT 1 FROM person p, {{LATERAL | }} (SELECT v.id FROM visit v WHERE v."personId" = p.id) s;

SELECT 1 FROM person p LEFT JOIN {{LATERAL | }} (SELECT p.id AS i) s ON true;

SELECT 1 FROM person p JOIN visit v ON {{true | s.i = 1}} JOIN (SELECT 1 AS i) s ON true;

SELECT 1 FROM visit v, person p JOIN held h ON {{p.id = h.id | v.id = h.id}};

SELECT (SELECT name FROM person WHERE {{id = v.id | id = w.id}}) FROM visit v;

SELECT 1 FROM generate_series(1, 2) {{g | h}} WHERE {{g > 1 | g.nope > 1 | k > 1}};

SELECT {{t.a | t.c | s.a | c}} FROM (VALUES (1, 2)) t (a, b);

SELECT 1 FROM person p ({{i, n | i, n, b, t, x}}) WHERE {{p.i = 1 | p.id = 1}};

SELECT 1 FROM (SELECT id, name FROM person) p ({{i, n | i, n, b}});

-- changes of rows
UPDATE person p SET name = 'x' WHERE {{p.id = 1 | person.id = 1 | v.id = 1 | nope = 1}};

UPDATE person SET {{name | nope | person.name}} = 'x' WHERE id = 1;

UPDATE person SET name = 'x', {{born | name | "Born"}} = NULL;

UPDATE person SET (name, born) = (SELECT {{'a', NULL::date | 'a' | 'a', NULL, 1}});

UPDATE person p SET name = 'x' FROM visit {{v | p}} WHERE v.id = p.id;

UPDATE person p SET name = v.at::text FROM visit v WHERE {{v.id = p.id | id = 1}};

DELETE FROM person p USING visit v WHERE {{v.id = p.id | person.id = 1 | x.id = 1}};

DELETE FROM person p USING visit {{v | p}};

DELETE FROM person RETURNING {{id | nope | visit.id | old.id}};

INSERT INTO person (id, {{name | nope | id}}) VALUES (1, 'a') RETURNING {{id | nope | visit.id | excluded.id}};

INSERT INTO person (id, name) VALUES (1, {{'a' | 'a', 'b' | name}});

INSERT INTO person (id, name) {{VALUES (1, 'a') | VALUES (1, 'a', 2) | VALUES (1) | SELECT 1 | SELECT 1, 'a', 2}};

INSERT INTO person (id, name) VALUES {{(1, 'a'), (2, 'b') | (1, 'a'), (2) | (1, 'a'), (2, 'b', 3)}};

INSERT INTO person {{VALUES (1, 'a') | VALUES (1, 'a', NULL, NULL, 5)}};

INSERT INTO person AS p (id, name) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET name = {{p.name | person.name | excluded.name | excluded.nope | q.name | nope}};

INSERT INTO person (id, name) VALUES (1, 'a') ON CONFLICT (id) DO UPDATE SET {{name | nope}} = excluded.name WHERE {{person.id = 1 | excluded.nope = 1}};

INSERT INTO person (id, name) VALUES (1, 'a') ON CONFLICT DO NOTHING RETURNING {{person.id | excluded.id}};

MERGE INTO person p USING visit {{v | p}} ON {{v.id = p.id | person.id = v.id | v.nope = 1}} WHEN MATCHED THEN UPDATE SET {{name | nope}} = {{v.at::text | v.nope | visit.at::text}} WHEN NOT MATCHED THEN INSERT (id, {{name | nope}}) VALUES (v.id, {{'a' | p.name | v.nope}});

MERGE INTO {{person | nope | named}} p USING {{visit | nope}} v ON true WHEN MATCHED THEN DELETE;

-- WITH
WITH a AS (SELECT 1 AS x), {{b | a}} AS (SELECT 2 AS y) SELECT {{x | y | z}} FROM a;

WITH a AS (SELECT {{1 | * FROM b}}), b AS (SELECT 2) SELECT 1;

WITH RECURSIVE t (n) AS (SELECT 1 {{UNION ALL | INTERSECT | EXCEPT}} SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t;

WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT {{n + 1 | max(n)}} FROM t WHERE n < 5) SELECT n FROM t;

WITH RECURSIVE t (n) AS ({{SELECT 1 UNION ALL | }} SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t;

WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT a.n + 1 FROM t a {{WHERE a.n < 5 | LEFT JOIN t b ON true WHERE a.n < 5 | , t b WHERE a.n < 5}}) SELECT n FROM t;

WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE {{n < 5 | n < (SELECT max(n) FROM t)}}) SELECT n FROM t;

WITH RECURSIVE t (n) AS (SELECT 1 UNION ALL (SELECT n + 1 FROM t WHERE n < 5{{ |  ORDER BY 1 |  LIMIT 1 |  FOR UPDATE}})) SELECT n FROM t;

WITH {{RECURSIVE | }} t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t;

WITH a (x{{ | , y}}) AS (SELECT 1) SELECT x FROM a;

-- groups
SELECT {{name | born | id}} FROM person GROUP BY name;

SELECT {{p.name | p.born}}, count(*) FROM person p GROUP BY {{p.id, p.name | p.name | p.born}};

SELECT {{count(*) | name, count(*) | *}} FROM person;

SELECT lower(name), count(*) FROM person GROUP BY {{lower(name) | upper(name) | name | 1 | 3 | 0}};

SELECT name, count(*) FROM person GROUP BY name HAVING {{count(*) > 1 | born IS NULL | name > '' | id > 1}};

SELECT name, count(*) FROM person GROUP BY name ORDER BY {{name | born | count(*) | 1 | 2 | 3}};

SELECT name FROM person WHERE {{id > 1 | count(*) > 1 | row_number() OVER () > 1}};

SELECT name FROM person p JOIN visit v ON {{p.id = v.id | count(*) = 1 | row_number() OVER () = 1}};

SELECT {{max(id) | max(max(id)) | max(id) FILTER (WHERE count(*) > 1) | max(row_number() OVER ())}} FROM person;

SELECT name FROM person GROUP BY {{name | name, count(*) | name, row_number() OVER ()}};

SELECT {{row_number() OVER (ORDER BY id) | lower(name) OVER () | row_number() | max(id) OVER (ORDER BY row_number() OVER ())}} FROM person;

SELECT name, {{grouping(name) | grouping(born)}} FROM person GROUP BY ROLLUP (name);

SELECT {{name | grouping(name)}} FROM person;

UPDATE person SET id = {{1 | count(*) | row_number() OVER ()}};

DELETE FROM person WHERE {{id = 1 | max(id) = 1 | row_number() OVER () = 1}};

INSERT INTO person (id, name) VALUES ({{1 | count(*) | row_number() OVER ()}}, 'a');

SELECT 1 FROM person LIMIT {{1 | id | count(*)}};

VALUES ({{1 | count(*)}});

SELECT name FROM person p GROUP BY p.id HAVING {{max(p.born) IS NULL | born IS NULL}};

SELECT (SELECT {{max(v.id) | p.name}} FROM visit v) FROM person p GROUP BY {{p.name | p.born}};

-- windows
SELECT sum(id) OVER {{w | v | (w ORDER BY id) | (w PARTITION BY id) | (v)}} FROM person WINDOW w AS ({{PARTITION BY name | PARTITION BY nope}});

SELECT sum(id) OVER w FROM person WINDOW w AS (ORDER BY id), {{v | w}} AS (PARTITION BY name);

-- ORDER BY, DISTINCT, set operations
SELECT id, name FROM person ORDER BY {{1 | 3 | 0 | nope | name | -1}};

SELECT DISTINCT name FROM person ORDER BY {{name | born | 1 | lower(name)}};

SELECT DISTINCT ON ({{name | nope | 1 | 3}}) name, born FROM person ORDER BY {{name | born}};

SELECT id, name FROM person UNION SELECT {{id, at::text | id | id, at::text, 1}} FROM visit ORDER BY {{name | at | 1 | 3 | lower(name)}};

SELECT id FROM person {{EXCEPT | UNION}} SELECT {{id | nope}} FROM visit;

SELECT id AS a, name AS a FROM person ORDER BY {{1 | a}};

SELECT name FROM person {{FOR UPDATE | FOR UPDATE OF person | FOR UPDATE OF visit | GROUP BY name FOR UPDATE}};

SELECT DISTINCT name FROM person {{ORDER BY 1 | FOR UPDATE}};

SELECT {{DISTINCT | }} name FROM person UNION SELECT name FROM person{{ |  FOR UPDATE}};

-- rows and fields
SELECT {{(h.p).a | (h.p).c | h.p.a | (p).a | (h.q).a}} FROM held h;

SELECT {{(halves(1)).a | (halves(1)).c | (twice(1)).a | (name).a}} FROM person;

UPDATE held SET {{p.a | p.c | id.a}} = 1;

INSERT INTO held ({{p.a | p.c}}) VALUES (1);

SELECT {{person.* | visit.* | person}} FROM person;

SELECT {{p | q}} FROM person p;

SELECT ROW({{p.* | q.*}}) FROM person p;

SELECT 1 WHERE {{true | nope}};

SELECT {{1 | nope | p.id | *}};

SELECT {{ctid | oid | tableoid | xmin | rowid}} FROM person;

SELECT {{id | ctid}} FROM named;

-- things made of queries
CREATE VIEW v1 AS SELECT p.id, v.{{at | id}} FROM person p, visit v;

CREATE VIEW v1 ({{a, b | a, a | a, b, c}}) AS SELECT id, name FROM person;

CREATE TABLE t1 AS SELECT {{p.id, v.at | p.id, v.id | *}} FROM person p, visit v;

CREATE TABLE t1 ({{a, b | a, a | a, b, c}}) AS SELECT id, name FROM person;

CREATE MATERIALIZED VIEW m1 AS SELECT {{id, name | id, id | nope}} FROM person;

CREATE OR REPLACE VIEW named AS SELECT {{id, name | name, id | id | id, name, born | id AS x, name}} FROM person;

SELECT 1 FROM {{halves(1) | nope(1) | twice}} x;

SELECT 1 FROM person TABLESAMPLE {{system (10) | nope (10)}};

PREPARE q AS SELECT {{name | nope}} FROM person;

DECLARE c CURSOR FOR SELECT {{name | nope}} FROM person;

EXPLAIN SELECT {{name | nope}} FROM person;

COPY person ({{id, name | id, nope | id, id}}) TO STDOUT;

COPY {{person | persons | named}} TO STDOUT;

COPY (SELECT {{name | nope}} FROM person) TO STDOUT;
