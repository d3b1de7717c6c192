CREATE TABLE client (id uuid PRIMARY KEY, name text);
-- expect: down-incomplete
CREATE TYPE mood AS ENUM ('good', 'bad');
-- down:
DROP TABLE IF EXISTS client;
-- file: AddNote
CREATE TABLE visit (id uuid PRIMARY KEY);
ALTER TABLE visit ADD COLUMN note text;
-- file: Index
-- expect: down-incomplete
CREATE INDEX visit_note ON visit (note);
-- down:
CREATE INDEX IF NOT EXISTS visit_note ON visit (note);
-- file: Widen
-- expect: down-incomplete
ALTER TABLE visit ALTER COLUMN note SET NOT NULL;
-- down:
ALTER TABLE visit ALTER COLUMN note SET DEFAULT '';
-- file: Grant
-- expect: down-incomplete
GRANT SELECT ON visit TO PUBLIC;
-- expect: down-incomplete
ALTER TABLE visit SET (fillfactor = 70);
ALTER TABLE visit REPLICA IDENTITY FULL;
-- down:
ALTER TABLE visit REPLICA IDENTITY DEFAULT;
-- file: TooMuch
ALTER TABLE visit ADD COLUMN extra text;
-- down:
ALTER TABLE visit DROP COLUMN extra;
-- expect: down-incomplete
DROP INDEX visit_note;
