CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE TABLE visit (
  id integer, note text, state state, day date, started timestamptz, numbers integer[], local timestamp
);
CREATE INDEX ON visit (date_trunc('day', local));
CREATE INDEX ON visit (id) WHERE started > '2024-01-01' AND local > day AND day > '2024-01-01'::date;
CREATE INDEX ON visit ((note || id)) WHERE state = 'GONE';
CREATE INDEX ON visit ((started AT TIME ZONE 'UTC'), (local + interval '1 day'), (id::text));
CREATE DOMAIN count AS integer;
ALTER TABLE visit ADD COLUMN seen count;
CREATE INDEX ON visit ((note || seen));
CREATE INDEX ON visit (quote_literal(id), (numbers || 1), age(local, local));
ALTER TABLE visit ADD COLUMN at timestamp GENERATED ALWAYS AS (day + time '10:00') STORED;
ALTER TABLE visit ADD COLUMN since timestamptz GENERATED ALWAYS AS (local) STORED;
