CREATE TABLE stay (id uuid PRIMARY KEY, a int, b int);
CREATE INDEX stay_a ON stay (a);
-- The earlier index is the redundant one.
-- expect: redundant-index
CREATE INDEX stay_a_b ON stay (a, b);
CREATE INDEX stay_b ON stay (b);
-- expect: redundant-index
ALTER TABLE stay ADD CONSTRAINT stay_b_key UNIQUE (b);
