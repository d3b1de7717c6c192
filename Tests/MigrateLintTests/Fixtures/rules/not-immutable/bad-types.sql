CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE TABLE visit (
  id integer, note text, state state, day date, started timestamptz, numbers integer[], local timestamp
);
-- expect: not-immutable
CREATE INDEX ON visit (date_trunc('day', day));
-- expect: not-immutable
CREATE INDEX ON visit (id) WHERE started > day;
-- expect: not-immutable
CREATE INDEX ON visit ((note || started));
-- expect: not-immutable
CREATE INDEX ON visit ((numbers::text));
-- expect: not-immutable
CREATE INDEX ON visit ((state::text));
-- expect: not-immutable
CREATE INDEX ON visit ((started + interval '1 day'));
-- expect: not-immutable
CREATE INDEX ON visit (coalesce(started, local));
-- expect: not-immutable
ALTER TABLE visit ADD COLUMN at timestamptz GENERATED ALWAYS AS (coalesce(local, started)) STORED;
