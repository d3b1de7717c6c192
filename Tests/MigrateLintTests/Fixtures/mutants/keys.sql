CREATE TABLE person (id integer PRIMARY KEY, name text NOT NULL, email text, born date, kind integer NOT NULL);
CREATE UNIQUE INDEX person_name ON person (name);
CREATE UNIQUE INDEX person_email ON person (lower(email));
CREATE UNIQUE INDEX person_part ON person (kind) WHERE born IS NULL;
CREATE UNIQUE INDEX person_two ON person (kind, name);
CREATE UNIQUE INDEX person_born ON person (born);
CREATE INDEX person_plain ON person (kind);
ALTER TABLE person ADD CONSTRAINT person_deferred UNIQUE (kind, born) DEFERRABLE;
CREATE TABLE child (id integer PRIMARY KEY, person integer REFERENCES person);
CREATE TABLE loose (id integer, a integer, b text, during tsrange, p point, j jsonb, ts tsvector, n integer NOT NULL, CONSTRAINT loose_check CHECK (a > 0));
CREATE INDEX loose_gin ON loose USING gin (j);
CREATE VIEW v AS SELECT id, name FROM person;
CREATE MATERIALIZED VIEW mv AS SELECT id, name FROM person;
CREATE SEQUENCE s;
CREATE TABLE parted (id integer, at date NOT NULL, name text) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- mutants

INSERT INTO person (id, name, kind) VALUES (1, 'a', 1) ON CONFLICT ({{id | name | lower(email) | email | kind | kind, name | name, kind | born | id, name | nope | upper(email)}}) DO NOTHING;

INSERT INTO person (id, name, kind) VALUES (1, 'a', 1) ON CONFLICT (kind) {{WHERE born IS NULL | WHERE born IS NOT NULL | }} DO NOTHING;

INSERT INTO person (id, name, kind) VALUES (1, 'a', 1) ON CONFLICT ON CONSTRAINT {{person_pkey | nope | person_name | person_deferred | child_pkey}} DO NOTHING;

INSERT INTO person (id, name, kind) VALUES (1, 'a', 1) ON CONFLICT {{(id) | }} DO UPDATE SET name = 'b';

INSERT INTO person (id, name, kind) VALUES (1, 'a', 1) ON CONFLICT (kind{{, name | , born}}) DO UPDATE SET name = 'b';

INSERT INTO loose (id, n) VALUES (1, 2) ON CONFLICT {{DO NOTHING | (id) DO NOTHING | (a) DO NOTHING}};

INSERT INTO v (id) SELECT 1 WHERE false ON CONFLICT ({{id | lower(name)}}) DO NOTHING;

CREATE TABLE t (a integer, b integer, PRIMARY KEY ({{a, b | a, a | a, c}}));

CREATE TABLE t (a integer {{PRIMARY KEY | PRIMARY KEY PRIMARY KEY}}, b integer{{ |  PRIMARY KEY | , PRIMARY KEY (b)}});

CREATE TABLE t (a integer, b integer, UNIQUE ({{a, b | b, b | c}}));

ALTER TABLE {{loose | person}} ADD PRIMARY KEY ({{id | nope | id, id}});

ALTER TABLE person REPLICA IDENTITY USING INDEX {{person_name | person_pkey | person_email | person_part | person_born | person_plain | person_deferred | loose_gin | nope | child_pkey}};

CLUSTER person USING {{person_name | person_part | child_pkey | nope | loose_gin}};

CREATE INDEX u ON loose (a); CLUSTER loose USING {{u | loose_gin | person_name}};

ALTER TABLE person CLUSTER ON {{person_name | person_part | child_pkey | nope}};

CREATE UNIQUE INDEX u ON loose (a); ALTER TABLE loose ADD CONSTRAINT k UNIQUE USING INDEX {{u | person_name | nope | loose_gin}};

ALTER TABLE person ADD CONSTRAINT k UNIQUE USING INDEX {{person_name | person_email | person_part | person_plain | nope | person_pkey}};

CREATE INDEX i ON loose USING {{btree (a) | nope (a) | hash (a) | hash (a, b) | gin (j) | gist (p) | brin (a) | spgist (p) | spgist (p, p) | gist (during, p)}};

CREATE UNIQUE INDEX i ON loose USING {{btree (a) | hash (a) | gin (j) | gist (p) | brin (a)}};

CREATE INDEX i ON loose USING {{btree (a) INCLUDE (b) | hash (a) INCLUDE (b) | gin (j) INCLUDE (b) | gist (p) INCLUDE (a) | brin (a) INCLUDE (b) | btree (a) INCLUDE (nope) | btree (a) INCLUDE (b, b)}};

CREATE INDEX i ON loose USING {{btree (a DESC) | hash (a DESC) | gin (j DESC) | gist (p ASC) | brin (a NULLS FIRST)}};

CREATE INDEX i ON loose (b {{text_pattern_ops | nope_ops | gin_trgm_ops | jsonb_path_ops | COLLATE "C" | COLLATE "nope" | pg_catalog.text_ops | nope.text_ops}});

CREATE INDEX i ON loose USING gin (j {{jsonb_path_ops | text_pattern_ops | nope_ops | gin_trgm_ops}});

CREATE INDEX i ON {{loose | v | mv | s | nope | person_name}} ({{id | ctid | tableoid}});

CREATE INDEX i ON loose (a) WITH ({{fillfactor = 70 | fillfactor = 5 | nope = 1 | fastupdate = on | buffering = on}});

ALTER TABLE loose ADD EXCLUDE USING {{gist (during WITH &&) | gist (p WITH ~=) | btree (a WITH =) | gin (j WITH @>) | hash (a WITH =) | nope (a WITH =) | brin (a WITH =) | gist (during WITH =, during WITH &&)}};

CREATE TABLE t (a integer, EXCLUDE USING btree ({{a | b}} WITH {{= | =}}));

TRUNCATE {{person, child | child | person | loose | v | s | mv | nope}};

TRUNCATE person {{CASCADE | RESTRICT}};

TRUNCATE {{parted | parted_1 | ONLY parted}};

ALTER TABLE {{child | loose}} ADD FOREIGN KEY ({{id | nope | id, id}}) REFERENCES {{person | nope | v | loose | person (name) | person (kind) | person (nope) | mv}};

ALTER TABLE child ADD CONSTRAINT {{f | child_person_fkey | child_pkey}} FOREIGN KEY (id) REFERENCES person (id) ON DELETE {{SET NULL | SET NULL (id) | SET NULL (person) | SET NULL (nope)}};

ALTER TABLE child ALTER CONSTRAINT {{child_person_fkey | child_pkey | nope}} DEFERRABLE;

ALTER TABLE child VALIDATE CONSTRAINT {{child_person_fkey | child_pkey | nope}};

ALTER TABLE loose DROP CONSTRAINT {{loose_check | nope | "Loose_check"}};

ALTER TABLE loose RENAME CONSTRAINT {{loose_check | nope}} TO other;

ALTER TABLE loose ADD CONSTRAINT {{c | loose_check}} CHECK ({{a > 0 | nope > 0 | a > (SELECT 1) | count(*) > 1 | loose.a > 0 | person.id > 0 | generate_series(1, a) > 0 | row_number() OVER () > 1}});

CREATE STATISTICS st ({{ndistinct | nope}}) ON {{a, b | a | a, a | a, nope}} FROM {{loose | v | nope}};

SELECT 1 FROM loose WHERE b COLLATE {{"C" | "nope" | pg_catalog."C" | nope."C"}} = 'a';

CREATE TABLE t (a text COLLATE {{"C" | "nope"}});

ALTER TABLE loose ALTER COLUMN b TYPE varchar COLLATE {{"POSIX" | "nope"}};

CREATE COLLATION {{c1 | "C" | pg_catalog."C"}} FROM {{"C" | "nope"}};

DROP COLLATION {{IF EXISTS "nope" | "nope" | pg_catalog."C"}};

CREATE DOMAIN d AS text COLLATE {{"C" | "nope"}};
