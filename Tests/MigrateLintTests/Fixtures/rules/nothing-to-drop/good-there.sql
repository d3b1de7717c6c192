CREATE TABLE visit (id uuid PRIMARY KEY, a int);
CREATE VIEW visits AS SELECT id FROM visit;
CREATE POLICY visit_tenant ON visit USING (a > 0);
DROP VIEW IF EXISTS visits;
DROP POLICY IF EXISTS visit_tenant ON visit;
DROP TABLE IF EXISTS visit;
