-- What fails when it runs: `{{right | wrong}}` as in the tables of mutants, each text with a call.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id integer, name text, at timestamptz, m mood);
CREATE FUNCTION always() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RAISE division_by_zero; END $$;
-- mutants
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; d date; u uuid; b boolean; r t%ROWTYPE; n t.name%TYPE; o mood; BEGIN {{v := 5 | v := 'abc' | d := 'nodate' | u := 'x' | b := 'vielleicht' | v := '7' | d := '2026-01-01' | o := 'ok' | o := 'glad' | v := NEW.name || 1 | r.nope := 1 | r.id := 'x' | r.id := '7' | r.name := 'x' | IF NEW.name > 5 THEN v := 1; END IF | v := length(NEW.id)}}; RETURN NEW; END $$;
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
INSERT INTO t VALUES (1, '3', now());

CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE v int; n t.name%TYPE; BEGIN {{SELECT 1 INTO v | SELECT 1 | PERFORM 1 | v := (SELECT id FROM t WHERE name = v LIMIT 1) | UPDATE t SET at = v | IF v = 'x' THEN NULL; END IF | IF n = 5 THEN NULL; END IF | v := upper(n) | v := coalesce(v, n) | IF v THEN NULL; END IF | v := NEW.id + NEW.at | v := extract(year FROM n) | n := now() | n := v || 'x' | n := n + 1 | RAISE NOTICE '%', v + n | v := count(*) FROM t WHERE id > n | v := NEW.m + 1 | FOR v IN 1..5 LOOP n := v + n; END LOOP | FOR v IN SELECT id FROM t LOOP n := v; END LOOP | DELETE FROM t RETURNING id | v := lower(OLD.name) | v := tg_op = 5 | v := tg_op}}; RETURN NEW; END $$;
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
INSERT INTO t VALUES (1, '3', now());

CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {{RETURN NEW | NULL | IF NEW.id = 1 THEN RETURN NEW; END IF | LOOP RETURN NEW; END LOOP | CASE WHEN true THEN RETURN NEW; END CASE | NEW.id := 4 | BEGIN RETURN NEW; END | IF NEW.id = 7 THEN NULL; ELSE NEW.id := 7; END IF | <<l>> LOOP EXIT l; END LOOP}}; END $$;
CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tr();
INSERT INTO t VALUES (1);

CREATE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE plpgsql AS $$ DECLARE c integer := {{1 | 'x' | '5' | NULL}}; BEGIN {{NULL | b := a | c := a + b | c := f.a + 1 | c := f.b + 1 | c := $1 + 1 | c := $2 + 1 | c := length(b) | c := length(a)}}; RETURN {{1 | 'x' | '5' | b + 1 | a}}; END $$;
SELECT f(1, '5');

CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN BEGIN PERFORM {{1 | 'a'::text + 1 | length(1)}}; EXCEPTION WHEN {{others | unique_violation}} THEN NULL; END; RETURN 1; END $$;
SELECT f();
