CREATE TABLE a (id integer PRIMARY KEY, v text, parent integer REFERENCES a, n numeric, at timestamptz);
CREATE TABLE src (id integer, delta numeric, k text);
CREATE TYPE addr AS (street text, zip varchar(10), n integer);
CREATE TABLE pers (id integer, home addr, olds addr[]);
CREATE TABLE d (id uuid, doc jsonb, j json, v varchar(5), n integer, t text COLLATE "C");
CREATE PROCEDURE p(INOUT n integer, v text DEFAULT 'x') LANGUAGE plpgsql AS $$ BEGIN INSERT INTO src VALUES (n, 1, v); END $$;
CREATE PROCEDURE q() LANGUAGE sql BEGIN ATOMIC DELETE FROM src; END;
CREATE FUNCTION add1(x integer, y integer DEFAULT 1) RETURNS integer LANGUAGE sql AS 'SELECT $1 + $2';
CREATE FUNCTION quiet() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE NOTICE ''x''; END';
CREATE EXTENSION postgres_fdw;
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw;
CREATE FOREIGN TABLE ft (id integer, v text) SERVER far;
-- mutants
WITH moved AS (DELETE FROM src RETURNING {{* | id, delta, k | id | nope}}) INSERT INTO a (id, n, v) SELECT {{id, delta, k | * | id, delta | k, delta, k}} FROM moved;

WITH n AS (INSERT INTO a (id, v) VALUES (1, 'x') RETURNING id) UPDATE a SET v = 'y' FROM n WHERE a.id = {{n.id | n.idd | n.v | n.id::text}};

WITH RECURSIVE tree(id, depth) AS (SELECT id, 0 FROM a WHERE parent IS NULL UNION ALL SELECT a.id, {{tree.depth + 1 | depth + 1 | tree.dept + 1 | depth + 1, 2}} FROM a JOIN tree ON a.parent = tree.id) SELECT id, {{depth | level}} FROM tree;

WITH x AS (UPDATE a SET v = v {{RETURNING a.* | }}) SELECT * FROM x;

INSERT INTO a {{WITH z AS (SELECT 5 AS id) SELECT id, 'x' FROM z | WITH z AS (SELECT 'q'::text AS id) SELECT id, 'x' FROM z | SELECT 'q'::text}};

WITH z AS (SELECT {{1 AS k | 'k'::text AS k | now() AS k}}) INSERT INTO a (id) SELECT k FROM z;

WITH z AS (SELECT {{1 AS k | now() AS k}}) UPDATE a SET id = z.k FROM z;

WITH z AS (SELECT {{1 AS k | 'x'::text AS k}}) DELETE FROM a USING z WHERE z.k = a.id;

MERGE INTO a t USING src s ON {{t.id = s.id | t.id = s.idd | t.id = s.k}} WHEN MATCHED AND {{s.delta < 0 | s.delta < 'x' | s.k}} THEN DELETE WHEN MATCHED THEN UPDATE SET {{n = t.n + s.delta | n = s.k | nope = 1}} WHEN NOT MATCHED THEN INSERT {{(id, n) | (id) | (id, n, v) | (id, nope)}} VALUES (s.id, {{s.delta | s.k | DEFAULT}});

WITH x AS (SELECT 1 AS id) MERGE INTO a t USING x ON x.id = t.id WHEN NOT MATCHED THEN INSERT VALUES ({{x.id | x.id, 'a' | x.id, 'a', 1, 1, now(), 2 | now()}});

SELECT (v, id) = {{('x', 1) | (1, 'x') | ('x', 1, 2)}} FROM a;

SELECT (v, id) IN (SELECT v, {{id | v | id, id}} FROM a) FROM a;

SELECT * FROM a WHERE (v, id) IN (('x', 1), ({{'y', 2 | 2, 'y'}}));

SELECT id FROM a LIMIT {{1 | '5' | 'x' | v | id | NULL | (SELECT count(*) FROM src) | 1.5 | now()}} OFFSET {{1 | 'x'::text}};

SELECT id::{{text | nope | numeric(4, 2) | nope[] | serial}} FROM a;

SELECT (home).{{street | steet}}, (olds[1]).{{zip | zap}} FROM pers;

SELECT x.{{a | c}} FROM d, jsonb_to_record(doc) AS x(a integer, b {{text | tex}});

SELECT {{v | n | id | t | doc}} COLLATE "C" FROM d;

CREATE INDEX ON d USING gin (doc {{jsonb_path_ops | jsonb_ops}});

CREATE INDEX ON d USING gin ({{doc | j | t}} jsonb_path_ops);

CREATE INDEX ON d ({{v | t | n | lower(t) | (n + 1)}} {{text_pattern_ops | varchar_pattern_ops}});

CREATE TABLE i (id bigint GENERATED ALWAYS AS IDENTITY (START WITH 10 {{INCREMENT BY 5 | INCREMENT BY 0 | MINVALUE 20 | MINVALUE 5}}));

CALL p({{1 | '1' | 'x' | n => 1 | v => 'a' | n => 1, v => 'q' | 1, v => 'q' | 1, 'x', 3 | 1, w => 'x' | 'b'::text}});

CALL {{q() | q(1) | r() | add1(1) | nope.q()}};

CALL q(); SELECT {{1 | q() | nope}};

SELECT add1({{1 | x => 1 | y => 2 | x => 1, y => 2 | 1, y => 2 | 1, x => 2 | x => 'a' | z => 1 | x := 5 | y => 1, x => 2}});

CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION quiet(); ALTER EVENT TRIGGER {{e | f}} DISABLE; SELECT {{1 | nope}};

BEGIN; SAVEPOINT s; {{ROLLBACK TO s | ROLLBACK TO t | RELEASE s | RELEASE t}}; COMMIT;

ALTER TABLE a ADD CONSTRAINT late FOREIGN KEY (parent) REFERENCES a {{DEFERRABLE | NOT DEFERRABLE}}; SET CONSTRAINTS {{late | nope | ALL | a_pkey}} DEFERRED;

ALTER FOREIGN TABLE ft {{ADD COLUMN w integer | ADD PRIMARY KEY (id) | ADD UNIQUE (id) | ADD CHECK (id > 0) | ALTER id SET NOT NULL}};

CREATE FOREIGN TABLE fn (id integer {{NOT NULL | PRIMARY KEY | REFERENCES a}}) SERVER far;

{{ALTER FOREIGN TABLE ft RENAME id TO x | CREATE INDEX ON ft (id) | DROP TABLE ft | DROP FOREIGN TABLE a | DROP FOREIGN TABLE ft}};

CREATE TABLE r (d date, n integer) PARTITION BY RANGE (d, n); CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ({{'2026-01-01' | 'january' | 5 | NULL}}, {{MINVALUE | 1 | 'x' | '1'}}) TO ('2026-02-01', MAXVALUE);

CREATE TYPE co AS ENUM ('r', 'g'); CREATE TABLE l (k co) PARTITION BY LIST (k); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ({{'r' | 'b' | 1}}, 'g');

CREATE TABLE l (k boolean) PARTITION BY LIST (k); CREATE TABLE l1 PARTITION OF l FOR VALUES IN ({{true | 'true' | 1 | 'wahr'}});
