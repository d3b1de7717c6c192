CREATE TABLE client (id uuid PRIMARY KEY, name text, n int);
DO $$ BEGIN CREATE TYPE mood AS ENUM ('good', 'bad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE TYPE mood AS ENUM ('good', 'bad'); EXCEPTION WHEN duplicate_object THEN null; END $$;
CREATE TYPE mood AS ENUM ('good');
DO $$ BEGIN CREATE TABLE client (id int); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE TABLE client (id int); EXCEPTION WHEN duplicate_table THEN RAISE NOTICE 'there is %', 'one'; END $$;
DO $$ BEGIN ALTER TABLE client ADD COLUMN n int; EXCEPTION WHEN duplicate_column THEN NULL; END $$;
DO $$ BEGIN ALTER TABLE client ADD COLUMN m int; EXCEPTION WHEN duplicate_column THEN NULL; END $$;
ALTER TABLE client ADD COLUMN m int;
DO $$ BEGIN
 ALTER TABLE "client" ADD CONSTRAINT "client_n_check" CHECK (n > 0);
EXCEPTION
 WHEN duplicate_object THEN null;
END $$;
ALTER TABLE client ADD CONSTRAINT client_n_check CHECK (n > 0);
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'kind') THEN
    CREATE TYPE kind AS ENUM ('a', 'b');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace s ON s.oid = t.typnamespace WHERE t.typname = 'kind' AND s.nspname = 'public') THEN
    CREATE TYPE kind AS ENUM ('a', 'b');
  END IF;
END
$$;
ALTER TABLE client ADD COLUMN kind kind NOT NULL DEFAULT 'a';
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'client' AND column_name = 'mail') THEN
    ALTER TABLE client ADD COLUMN mail text;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'client' AND column_name = 'mail') THEN
    ALTER TABLE client ADD COLUMN mail text;
  END IF;
END $$;
CREATE INDEX client_mail ON client (mail);
SELECT mial FROM client;
DO $do$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'client_mail_key') THEN
    ALTER TABLE client ADD CONSTRAINT client_mail_key UNIQUE (mail);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid WHERE t.relname = 'client' AND c.conname = 'client_mail_key') THEN
    ALTER TABLE client ADD CONSTRAINT client_mail_key UNIQUE (mail);
  END IF;
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.client'::regclass AND conname = 'other') THEN
    ALTER TABLE client ADD CONSTRAINT other UNIQUE (n);
  END IF;
END $do$;
ALTER TABLE client DROP CONSTRAINT client_mail_key;
ALTER TABLE client DROP CONSTRAINT other, DROP CONSTRAINT other_two;
DO $$
DECLARE has boolean; k int;
BEGIN
  SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'visit') INTO has;
  IF NOT has THEN CREATE TABLE visit (id int PRIMARY KEY); END IF;
  SELECT count(*) INTO k FROM pg_indexes WHERE indexname = 'visit_id';
  IF k = 0 THEN CREATE INDEX visit_id ON visit (id); END IF;
  IF to_regclass('public.visit') IS NULL THEN CREATE TABLE visit (id int); END IF;
  IF to_regclass('room') IS NULL THEN EXECUTE 'CREATE TABLE room (id int, visit_id int REFERENCES visit)'; END IF;
END $$;
SELECT id FROM room;
SELECT nothing FROM room;
DROP INDEX visit_id;
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'client' AND policyname = 'own') THEN
    DROP POLICY own ON client;
  END IF;
  CREATE POLICY own ON client USING (n > 0);
  IF EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'client' AND policyname = 'own') THEN
    DROP POLICY own ON client;
  ELSE
    RAISE EXCEPTION 'no policy';
  END IF;
  CREATE POLICY own ON client USING (n > 0);
END $$;
CREATE POLICY own ON client USING (n > 1);
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'postgres') THEN CREATE ROLE postgres; END IF; END $$;
DO $$ BEGIN UPDATE client SET nmae = 'x'; END $$;
DO $$ DECLARE v int; BEGIN SELECT n INTO v FROM client WHERE name = v::text; INSERT INTO visit (id) VALUES (v); EXCEPTION WHEN OTHERS THEN NULL; END $$;
DO $$ DECLARE r record; BEGIN FOR r IN SELECT id, name FROM client LOOP UPDATE client SET name = r.name WHERE id = r.id; END LOOP; END $$;
SELECT missing FROM client;
DO $$ BEGIN ALTER TABLE client ADD COLUMN q nosuchtype; END $$;
DO $$ BEGIN SELEC 1; END $$;
DO $$ BEGIN EXECUTE 'ALTER TABLE client DROP COLUMN zzz'; END $$;
DO $$ BEGIN IF EXISTS (SELECT 1 FROM client) THEN UPDATE client SET n = 1; END IF; END $$;
ALTER TABLE client RENAME COLUMN n TO number;
DO 'BEGIN ALTER TABLE client ADD COLUMN quoted text DEFAULT ''x''; END';
SELECT quoted FROM client;
DO $$ BEGIN BEGIN CREATE INDEX client_mail ON client (mail); EXCEPTION WHEN duplicate_table THEN NULL; END; CREATE INDEX client_number ON client (number); END $$;
DROP INDEX client_number, client_mail;
DO $$ BEGIN CREATE TRIGGER t BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 't' AND tgrelid = 'client'::regclass) THEN CREATE TRIGGER t BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger(); END IF; END $$;
DROP TRIGGER t ON client;
CREATE FUNCTION one(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + one.a + $1 $$;
CREATE FUNCTION two(a int) RETURNS text LANGUAGE sql AS $$ SELECT name FROM client WHERE number = a $$;
CREATE FUNCTION three(a int) RETURNS text LANGUAGE sql AS $$ SELECT nmae FROM client WHERE number = a $$;
CREATE FUNCTION four(a int) RETURNS text LANGUAGE sql BEGIN ATOMIC; SELECT nmae FROM client; END;
CREATE FUNCTION four(a int) RETURNS text LANGUAGE sql BEGIN ATOMIC; SELECT name FROM client WHERE number = a; END;
CREATE FUNCTION five(a int) RETURNS int LANGUAGE sql RETURN a + b;
CREATE FUNCTION five(a int) RETURNS int LANGUAGE sql RETURN a + 1;
CREATE FUNCTION six() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE nowhere SET x = 1; END $$;
CREATE FUNCTION seven() RETURNS void LANGUAGE plpgsql AS $$ BEGIN UPDATE nowhere SET; END $$;
CREATE FUNCTION eight() RETURNS void LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN r.x := 1; r.y := ; END $$;
CREATE FUNCTION nine() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN SELECT * INTO STRICT r FROM client LIMIT 1; NEW.a := r.b; FOR i IN REVERSE 10..1 BY 2 LOOP CONTINUE WHEN i = 2; END LOOP; RETURN NEW; END $$;
CREATE FUNCTION ten(OUT a int, OUT b text) RETURNS SETOF record LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY SELECT number, name FROM client; RETURN QUERY EXECUTE 'SELECT 1, $1' USING 'x'::text; a := 1; RETURN NEXT; END $$;
SET check_function_bodies = off;
CREATE FUNCTION eleven() RETURNS int LANGUAGE sql AS $$ SELECT x FROM nowhere $$;
CREATE FUNCTION twelve() RETURNS int LANGUAGE plpgsql AS $$ BEGIN SELEC; END $$;
RESET check_function_bodies;
CREATE FUNCTION thirteen() RETURNS int LANGUAGE sql AS $$ SELECT x FROM nowhere $$;
CREATE FUNCTION fourteen() RETURNS int LANGUAGE sql SET search_path = other AS $$ SELECT number FROM public.client $$;
CREATE FUNCTION fifteen(anyelement) RETURNS int LANGUAGE sql AS $$ SELECT x FROM nowhere $$;
CREATE PROCEDURE sixteen(a int) LANGUAGE sql AS $$ INSERT INTO visit (id) VALUES (a) ON CONFLICT (id) DO UPDATE SET id = excluded.id; $$;
CREATE PROCEDURE seventeen(a int) LANGUAGE sql AS $$ INSERT INTO visit (idd) VALUES (a) $$;
DO $$ DECLARE v int := 1; BEGIN CREATE TEMP TABLE snapshot AS SELECT c.number + v AS n FROM client c WHERE c.number > v; UPDATE snapshot SET n = v; END $$;
SELECT n FROM snapshot;
SELECT m FROM snapshot;
