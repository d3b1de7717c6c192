-- file: CreateVisit
CREATE TABLE IF NOT EXISTS visit (id uuid PRIMARY KEY, day date);
CREATE INDEX IF NOT EXISTS "IDX_visit_day" ON visit (day);
-- file: CreateStay
CREATE TABLE stay (id uuid PRIMARY KEY, day date);
-- file: AddIndexes
CREATE INDEX IF NOT EXISTS "IDX_stay_day" ON stay (day);
