CREATE TABLE client (id uuid PRIMARY KEY, note text CONSTRAINT ck CHECK (note <> ''));
CREATE INDEX ix ON client (note, id);
DROP INDEX IF EXISTS ix;
ALTER TABLE client DROP CONSTRAINT IF EXISTS ck;
ALTER TABLE client DROP COLUMN IF EXISTS note;
DROP TABLE IF EXISTS client;
CREATE TABLE visit (id uuid PRIMARY KEY, a int);
CREATE FUNCTION visit_check() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
-- What the file makes next.
DROP TRIGGER IF EXISTS visit_audit ON visit;
CREATE TRIGGER visit_audit BEFORE UPDATE ON visit FOR EACH ROW EXECUTE FUNCTION visit_check();
DROP POLICY IF EXISTS visit_tenant ON visit;
CREATE POLICY visit_tenant ON visit USING (a > 0);
ALTER TABLE visit DROP CONSTRAINT IF EXISTS visit_a_check;
ALTER TABLE visit ADD CONSTRAINT visit_a_check CHECK (a > 0);
DROP VIEW IF EXISTS visits;
CREATE VIEW visits AS SELECT id FROM visit;
