CREATE TABLE IF NOT EXISTS visit (id uuid, day date);
CREATE INDEX IF NOT EXISTS "IDX_visit_day" ON visit (day);
CREATE TABLE IF NOT EXISTS visit_old AS SELECT id FROM visit;
CREATE TEMPORARY TABLE scratch (id uuid);
CREATE VIEW visit_days AS SELECT day FROM visit;
