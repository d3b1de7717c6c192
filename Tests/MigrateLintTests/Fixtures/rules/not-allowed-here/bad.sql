CREATE TABLE visit (id int, tags text[]);
-- expect: not-allowed-here
ALTER TABLE visit ADD CHECK (id IN (SELECT 1));
-- expect: not-allowed-here
ALTER TABLE visit ADD CHECK (max(id) > 0);
-- expect: not-allowed-here
ALTER TABLE visit ADD COLUMN n int DEFAULT (SELECT max(id) FROM visit);
-- expect: not-allowed-here
CREATE INDEX ON visit (unnest(tags));
-- expect: not-allowed-here
CREATE INDEX ON visit ((row_number() OVER ()));
-- expect: not-allowed-here
CREATE POLICY own ON visit USING (count(*) > 0);
