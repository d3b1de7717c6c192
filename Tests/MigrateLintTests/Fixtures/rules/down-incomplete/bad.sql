CREATE TABLE client (id uuid PRIMARY KEY, name text);
CREATE TYPE mood AS ENUM ('good', 'bad');
-- down:
-- expect: down-incomplete
DROP TABLE IF EXISTS client;
-- file: AddNote
CREATE TABLE visit (id uuid PRIMARY KEY);
ALTER TABLE visit ADD COLUMN note text;
-- file: Index
CREATE INDEX visit_note ON visit (note);
-- down:
-- expect: down-incomplete
CREATE INDEX IF NOT EXISTS visit_note ON visit (note);
-- file: Widen
ALTER TABLE visit ALTER COLUMN note SET NOT NULL;
-- down:
-- expect: down-incomplete
ALTER TABLE visit ALTER COLUMN note SET DEFAULT '';
