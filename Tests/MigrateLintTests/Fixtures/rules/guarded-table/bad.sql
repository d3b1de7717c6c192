-- file: CreateVisit
-- expect: guarded-table
CREATE TABLE IF NOT EXISTS visit (id uuid PRIMARY KEY, day date, note text);
CREATE INDEX IF NOT EXISTS "IDX_visit_note" ON visit (note);
-- file: AddIndexes
CREATE INDEX IF NOT EXISTS "IDX_visit_day" ON visit (day);
CREATE INDEX IF NOT EXISTS "IDX_visit_day_note" ON visit (day, note);
