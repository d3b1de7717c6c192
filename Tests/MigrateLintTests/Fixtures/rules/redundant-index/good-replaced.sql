-- An index that is replaced in the same run is no second one.
CREATE TABLE visit (id uuid PRIMARY KEY, a int, b int);
CREATE INDEX visit_a ON visit (a);
CREATE INDEX visit_a_b ON visit (a, b);
DROP INDEX visit_a;
