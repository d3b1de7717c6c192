CREATE TABLE client (id uuid PRIMARY KEY);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER t BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION f();
-- expect: unknown-trigger
DROP TRIGGER t2 ON client;
-- expect: unknown-trigger
ALTER TABLE client DISABLE TRIGGER t2;
-- expect: unknown-trigger
ALTER TRIGGER t2 ON client RENAME TO t3;
