CREATE TABLE visit (id uuid, a int, b int, CONSTRAINT visit_a CHECK (a > 0));
CREATE INDEX visit_id ON visit (id);
CREATE POLICY visit_own ON visit USING (a > 0);
CREATE TYPE visit_kind AS ENUM ('x');
-- expect: missing-if-exists
DROP INDEX visit_id;
-- expect: missing-if-exists
DROP POLICY visit_own ON visit;
ALTER TABLE visit
  -- expect: missing-if-exists
  DROP CONSTRAINT visit_a,
  -- expect: missing-if-exists
  DROP COLUMN b;
-- expect: missing-if-exists
DROP TYPE visit_kind;
-- expect: missing-if-exists
DROP TABLE visit;
