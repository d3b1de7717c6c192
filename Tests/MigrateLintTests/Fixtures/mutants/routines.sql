CREATE TABLE t (id integer PRIMARY KEY, name text, g integer GENERATED ALWAYS AS (id * 2) STORED);
CREATE TABLE k (id integer) INHERITS (t);
CREATE VIEW v AS SELECT id, name FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
CREATE TABLE parted (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE FUNCTION trig() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION plain() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION args(a integer) RETURNS trigger LANGUAGE internal AS 'suppress_redundant_updates_trigger';
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TYPE mood AS ENUM ('a');
CREATE TYPE comp AS (a integer, b text);
CREATE TRIGGER have BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trig();
CREATE TRIGGER phave AFTER INSERT ON parted FOR EACH ROW EXECUTE FUNCTION trig();
-- mutants
CREATE FUNCTION {{n | plain | nope.n}}() RETURNS {{integer | nope | mood | nope.t}} LANGUAGE {{sql | nope | plpgsq}} AS 'SELECT 1';

CREATE FUNCTION n(a {{integer | nope | t.id%TYPE | t.nope%TYPE | nope.id%TYPE}}, {{b | a}} text) RETURNS integer LANGUAGE sql AS 'SELECT 1';

CREATE FUNCTION n(a integer, OUT {{b | a}} integer{{ | , OUT b text | , OUT c text}}) LANGUAGE sql AS 'SELECT 1';

CREATE FUNCTION n(a integer) RETURNS TABLE ({{b integer | a integer | b integer, b text}}) LANGUAGE sql AS 'SELECT 1{{ |  FROM nope}}';

CREATE FUNCTION n(a integer DEFAULT 1, b integer{{ DEFAULT 2 | }}) RETURNS integer LANGUAGE sql AS 'SELECT 1';

CREATE FUNCTION n(a integer DEFAULT {{1 | nope | nope() | a | (SELECT 1)}}) RETURNS integer LANGUAGE sql AS 'SELECT 1';

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE x {{integer | nope | t%ROWTYPE | nope%ROWTYPE | t.id%TYPE | t.nope%TYPE | nope.id%TYPE | comp | text[] | nope[] | nope.t | public.mood | varchar(5) | mood | record | timestamp with time zone | double precision | character varying | v%ROWTYPE | mood%ROWTYPE | t | numeric(4, 2)}}; BEGIN RETURN 1; END $$;

CREATE FUNCTION n(i integer) RETURNS integer LANGUAGE plpgsql AS $$ DECLARE x comp; y t%ROWTYPE; z i%TYPE; BEGIN {{x.a | x.c | y.id | y.nope | x | w | i | NEW.id}} := 1; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE x integer; y {{x%TYPE | w%TYPE}}; BEGIN RETURN 1; END $$;

DO $$ DECLARE x {{integer | nope | t%ROWTYPE | nope%ROWTYPE | t.nope%TYPE}}; BEGIN NULL; END $$;

CREATE FUNCTION n() RETURNS {{void | integer}} LANGUAGE plpgsql AS $$ BEGIN {{RETURN | RETURN 1 | RETURN NEXT 1 | RETURN QUERY SELECT 1 | EXIT | CONTINUE | GET DIAGNOSTICS x = ROW_COUNT | SELECT 1 INTO x}}; END $$;

CREATE FUNCTION n() RETURNS SETOF integer LANGUAGE plpgsql AS $$ BEGIN {{RETURN NEXT 1 | RETURN 1 | RETURN QUERY SELECT 1 | RETURN}}; END $$;

CREATE FUNCTION n() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE {{x | new}} integer; BEGIN RETURN {{NEW | nope}}; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE x integer; {{y | x}} text; BEGIN <<l>> LOOP EXIT {{l | m}}; END LOOP {{l | m}}; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; EXCEPTION WHEN {{unique_violation | nope_violation | others}} THEN RETURN 2; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR {{r | q | i}} IN {{SELECT 1 | 1..2}} LOOP NULL; END LOOP; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE {{NOTICE 'x' | nope_violation | EXCEPTION 'x %', 1 | EXCEPTION 'x %' | EXCEPTION 'x', 1 | unique_violation}}; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE c CURSOR FOR SELECT 1; n integer; BEGIN OPEN {{c | n | q}}; FETCH {{c | q}} INTO {{n | m}}; CLOSE c; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE plpgsql AS $$ DECLARE k {{CONSTANT integer := 1 | integer := 1}}; BEGIN {{NULL | k := 2}}; RETURN 1; END $$;

CREATE FUNCTION n() RETURNS integer LANGUAGE sql AS $$ SELECT {{id | nope | x.id}} FROM {{t | nope}} $$;

CREATE FUNCTION n(a integer) RETURNS integer LANGUAGE sql AS $$ SELECT {{a | $1 | $2 | b | n.a | n.b}} $$;

CREATE FUNCTION n(a integer) RETURNS integer LANGUAGE sql {{RETURN a + 1 | RETURN b | RETURN $2 | BEGIN ATOMIC SELECT a; END | BEGIN ATOMIC SELECT b; END | BEGIN ATOMIC SELECT nope FROM t; END}};

CREATE OR REPLACE FUNCTION plain() RETURNS {{integer | text}} LANGUAGE sql AS 'SELECT {{1 | nope}}';

CREATE OR REPLACE FUNCTION args({{a | b}} integer) RETURNS trigger LANGUAGE internal AS '{{suppress_redundant_updates_trigger | nope_internal}}';

CREATE OR REPLACE {{FUNCTION plain() RETURNS integer | PROCEDURE plain()}} LANGUAGE sql AS 'SELECT 1';

SELECT {{plain() | plain(1) | nope() | public.plain() | auth.jwt() | auth.uid() | nope.plain() | PLAIN() | "Plain"()}};

CREATE TABLE n (a text DEFAULT {{now()::text | auth.jwt() | nope.f()}});

CREATE PROCEDURE n() LANGUAGE sql AS 'SELECT 1'; CALL {{n() | nope() | plain() | n(1) | nope.n()}};
