CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: unknown-table
ALTER TABLE clients ADD COLUMN note text;
-- expect: unknown-table
CREATE VIEW names AS SELECT id FROM facility;
-- expect: unknown-table
CREATE INDEX ON visit (id);
-- expect: unknown-table
DROP TABLE visit;
-- expect: unknown-table
INSERT INTO visit VALUES (1);
-- expect: unknown-table
COMMENT ON TABLE visit IS 'a visit';
