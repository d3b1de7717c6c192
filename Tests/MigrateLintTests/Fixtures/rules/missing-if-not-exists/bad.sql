-- expect: missing-if-not-exists
CREATE TABLE visit (id uuid, day date);
-- expect: missing-if-not-exists
CREATE INDEX "IDX_visit_day" ON visit (day);
-- expect: missing-if-not-exists
CREATE INDEX ON visit (id);
-- expect: missing-if-not-exists
CREATE TABLE visit_old AS SELECT id FROM visit;
-- expect: missing-if-not-exists
CREATE MATERIALIZED VIEW visit_days AS SELECT day FROM visit;
