CREATE TABLE client (id uuid PRIMARY KEY, name text UNIQUE, age integer);
-- expect: redundant-index
CREATE INDEX ix ON client (id);
CREATE INDEX age ON client (age, name);
-- expect: redundant-index
CREATE INDEX short ON client (age);
CREATE TABLE visit (id uuid PRIMARY KEY, a int, b int, c text, UNIQUE (b, a));
CREATE INDEX visit_a_b ON visit (a, b);
-- expect: redundant-index
CREATE INDEX visit_a ON visit (a);
-- expect: redundant-index
CREATE INDEX visit_id ON visit (id);
-- expect: redundant-index
CREATE UNIQUE INDEX visit_id_unique ON visit (id);
-- expect: redundant-index
CREATE INDEX visit_b ON visit (b);
-- expect: redundant-index
CREATE INDEX visit_a_b_back ON visit (a DESC, b DESC NULLS FIRST);
-- expect: redundant-index
CREATE INDEX visit_a_desc ON visit (a DESC);
CREATE INDEX visit_c ON visit (c) INCLUDE (a) WHERE a > 0;
-- expect: redundant-index
CREATE INDEX visit_c_bare ON visit (c) WHERE a > 0;
