CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE TABLE visit (id integer, tenant uuid, note text, state state, day date, data jsonb, raw json);
CREATE FUNCTION twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1 * 2';
-- expect: unknown-function
SELECT id FROM visit WHERE note = id;
-- expect: unknown-function
SELECT id FROM visit WHERE tenant = note;
-- expect: unknown-function
SELECT data + 1 FROM visit;
-- expect: unknown-function
SELECT id FROM visit WHERE state = note;
-- expect: unknown-function
SELECT id FROM visit WHERE id IN (SELECT note FROM visit);
-- expect: unknown-function
SELECT id FROM visit WHERE day LIKE '2024%';
-- expect: unknown-function
CREATE POLICY own ON visit USING (tenant = current_setting('app.tenant'));
-- expect: unknown-function
CREATE INDEX ON visit (lower(id));
-- expect: unknown-function
SELECT twice(note) FROM visit;
-- expect: unknown-function
SELECT sum(note) FROM visit;
-- expect: unknown-function
SELECT round(id / 2.0::float8, 2) FROM visit;
-- expect: unknown-function
SELECT raw FROM visit ORDER BY raw;
-- expect: unknown-function
SELECT DISTINCT raw FROM visit;
-- expect: unknown-function
SELECT count(*) FROM visit GROUP BY raw;
-- expect: unknown-function
SELECT jsonb_array_length(raw) FROM visit;
-- expect: ambiguous-name
SELECT '1' / '2';
