CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: nothing-to-drop
DROP TABLE IF EXISTS clients;
-- expect: nothing-to-drop
DROP INDEX IF EXISTS ix;
-- expect: nothing-to-drop
ALTER TABLE client DROP COLUMN IF EXISTS note;
-- expect: nothing-to-drop
ALTER TABLE client DROP CONSTRAINT IF EXISTS ck;
