CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: nothing-to-drop
DROP TABLE IF EXISTS clients;
-- expect: nothing-to-drop
DROP INDEX IF EXISTS ix;
-- expect: nothing-to-drop
ALTER TABLE client DROP COLUMN IF EXISTS note;
-- expect: nothing-to-drop
ALTER TABLE client DROP CONSTRAINT IF EXISTS ck;
CREATE TABLE visit (id uuid PRIMARY KEY, a int);
-- expect: nothing-to-drop
DROP TABLE IF EXISTS stay;
-- expect: nothing-to-drop
DROP VIEW IF EXISTS visits;
-- expect: nothing-to-drop
DROP INDEX IF EXISTS visit_a;
-- expect: nothing-to-drop
DROP SEQUENCE IF EXISTS visit_seq;
-- expect: nothing-to-drop
DROP TYPE IF EXISTS visit_state;
-- expect: nothing-to-drop
DROP SCHEMA IF EXISTS archive;
-- expect: nothing-to-drop
DROP FUNCTION IF EXISTS visit_check(int);
-- expect: nothing-to-drop
DROP EXTENSION IF EXISTS pg_trgm;
-- expect: nothing-to-drop
ALTER TABLE visit DROP COLUMN IF EXISTS b;
-- expect: nothing-to-drop
ALTER TABLE visit DROP CONSTRAINT IF EXISTS visit_a_check;
-- expect: nothing-to-drop
DROP TRIGGER IF EXISTS visit_audit ON visit;
-- expect: nothing-to-drop
DROP POLICY IF EXISTS visit_tenant ON visit;
-- expect: nothing-to-drop
DROP POLICY IF EXISTS stay_tenant ON stay;
-- expect: nothing-to-drop
ALTER TABLE IF EXISTS stay DROP COLUMN a;
-- expect: nothing-to-drop
ALTER TABLE IF EXISTS stay RENAME TO stays;
-- expect: nothing-to-drop
ALTER INDEX IF EXISTS stay_a RENAME TO stay_b;
