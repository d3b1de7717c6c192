CREATE TABLE visit (day date, at timestamp, name text);
-- expect: not-immutable
CREATE INDEX ON visit ((day::text));
-- expect: not-immutable
CREATE INDEX ON visit ((name::date));
-- expect: not-immutable
ALTER TABLE visit ADD COLUMN key timestamptz GENERATED ALWAYS AS (at::timestamptz) STORED;
