CREATE TABLE visit (id uuid PRIMARY KEY, day date DEFAULT NULL, CHECK (day IS NOT NULL));
CREATE INDEX visit_live ON visit (id) WHERE day IS NULL;
UPDATE visit SET day = NULL WHERE day IS DISTINCT FROM NULL;
INSERT INTO visit (id, day) SELECT id, NULL FROM visit;
