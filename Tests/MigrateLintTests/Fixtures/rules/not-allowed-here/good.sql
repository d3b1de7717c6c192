CREATE TABLE visit (id int, tags text[], n int DEFAULT abs(-1));
ALTER TABLE visit ADD CHECK (id = ANY (ARRAY[1, 2]) AND cardinality(tags) < 3);
CREATE POLICY own ON visit USING (id IN (SELECT max(id) FROM visit));
CREATE VIEW counted AS SELECT count(*), row_number() OVER () FROM visit GROUP BY id;
