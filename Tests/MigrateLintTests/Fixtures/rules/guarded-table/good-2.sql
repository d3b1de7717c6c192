-- baseline:
CREATE TABLE word (id uuid PRIMARY KEY);
-- file: CreateVisit
CREATE TABLE IF NOT EXISTS visit (id uuid PRIMARY KEY, day date);
-- file: AddIndexes
CREATE INDEX IF NOT EXISTS "IDX_visit_day" ON visit (day);
