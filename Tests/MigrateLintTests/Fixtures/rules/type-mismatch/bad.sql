CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE DOMAIN amount AS numeric(10, 2) CHECK (VALUE >= 0);
CREATE TABLE visit (
  id integer PRIMARY KEY,
  tenant uuid,
  note text,
  minutes text,
  state state,
  day date,
  started timestamptz,
  data jsonb,
  price amount,
  tags text[],
  done boolean
);

-- A default, or another value for a column
-- expect: type-mismatch
CREATE TABLE d1 (a integer DEFAULT 'abc');
-- expect: type-mismatch
CREATE TABLE d2 (a state DEFAULT 'ACTIV');
-- expect: type-mismatch
CREATE TABLE d3 (a uuid DEFAULT 'none');
-- expect: type-mismatch
CREATE TABLE d4 (a boolean DEFAULT 'maybe');
-- expect: type-mismatch
CREATE TABLE d5 (a date DEFAULT 'soon');
-- expect: type-mismatch
CREATE TABLE d6 (a timestamptz DEFAULT '');
-- expect: type-mismatch
CREATE TABLE d7 (a jsonb DEFAULT '{a: 1}');
-- expect: type-mismatch
CREATE TABLE d8 (a integer DEFAULT now());
-- expect: type-mismatch
CREATE TABLE d9 (a boolean DEFAULT 0);
-- expect: type-mismatch
CREATE TABLE d10 (a text[] DEFAULT 'a');
-- expect: type-mismatch
CREATE TABLE d11 (a smallint DEFAULT '40000');
-- expect: type-mismatch
CREATE DOMAIN d12 AS integer DEFAULT 'x';
-- expect: type-mismatch
ALTER TABLE visit ALTER COLUMN tenant SET DEFAULT 1;
-- expect: type-mismatch
ALTER TABLE visit ADD COLUMN price2 amount DEFAULT 'much';
-- expect: type-mismatch
CREATE TABLE g1 (a text, b integer GENERATED ALWAYS AS (upper(a)) STORED);

-- Conditions
-- expect: type-mismatch
ALTER TABLE visit ADD CHECK (id);
-- expect: type-mismatch
CREATE DOMAIN c2 AS integer CHECK (VALUE + 1);
-- expect: type-mismatch
CREATE POLICY p ON visit USING (tenant);
-- expect: type-mismatch
CREATE POLICY p ON visit WITH CHECK (done AND note);
-- expect: type-mismatch
CREATE INDEX ON visit (id) WHERE id;
-- expect: type-mismatch
SELECT CASE WHEN id THEN 1 END FROM visit;
-- expect: type-mismatch
SELECT id FROM visit WHERE NOT note;
-- expect: type-mismatch
SELECT v.id FROM visit v JOIN visit w ON v.id + w.id;
-- expect: type-mismatch
DELETE FROM visit WHERE id;

-- Literals beside what has a type
-- expect: type-mismatch
SELECT id FROM visit WHERE id = 'one';
-- expect: type-mismatch
SELECT id FROM visit WHERE state = 'OLD';
-- expect: type-mismatch
SELECT id FROM visit WHERE state IN ('GONE', 'OLD');
-- expect: type-mismatch
SELECT 'abc'::integer;
-- expect: type-mismatch
CREATE VIEW v1 AS SELECT id, state <> 'gone' AS here FROM visit;

-- Types that do not go together
-- expect: type-mismatch
SELECT coalesce(id, note) FROM visit;
-- expect: type-mismatch
SELECT CASE WHEN done THEN id ELSE note END FROM visit;
-- expect: type-mismatch
SELECT greatest(day, id) FROM visit;
-- expect: type-mismatch
SELECT id FROM visit UNION SELECT note FROM visit;
-- expect: column-count
SELECT id, note FROM visit UNION ALL SELECT id FROM visit;
-- expect: column-count
VALUES (1, 'a'), (2);
-- expect: type-mismatch
SELECT day::integer FROM visit;
-- expect: column-count
SELECT id FROM visit WHERE id IN (SELECT id, note FROM visit);
-- expect: column-count
SELECT (SELECT 1, 2);

-- New types of columns
-- expect: type-mismatch
ALTER TABLE visit ALTER COLUMN minutes TYPE integer;
-- expect: type-mismatch
ALTER TABLE visit ALTER COLUMN minutes TYPE uuid;
-- expect: type-mismatch
ALTER TABLE visit ALTER COLUMN done TYPE integer;
-- expect: type-mismatch
ALTER TABLE visit ALTER COLUMN minutes TYPE integer USING day;

-- Rows
-- expect: type-mismatch
INSERT INTO visit (id, tenant) VALUES (1, 2);
-- expect: type-mismatch
INSERT INTO visit (id, state) VALUES (1, 'ACTIVE'), (2, 'ACTIV');
-- expect: column-count
INSERT INTO visit (id, note) VALUES (1);
-- expect: column-count
INSERT INTO visit (id) VALUES (1, 'a');
-- expect: column-count
INSERT INTO visit (id, note) SELECT id FROM visit;
-- expect: type-mismatch
INSERT INTO visit (id, done) SELECT id, note FROM visit;
-- expect: type-mismatch
UPDATE visit SET done = 1;
-- expect: type-mismatch
UPDATE visit SET state = note;
-- expect: type-mismatch
INSERT INTO visit (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET day = excluded.note;

-- What an index, a key or a function needs
CREATE TABLE raw (id integer, data json, place point, label text DEFAULT 'a');
-- expect: type-mismatch
CREATE UNIQUE INDEX ON raw (data);
-- expect: type-mismatch
CREATE INDEX ON raw (place);
-- expect: type-mismatch
CREATE INDEX ON raw USING gin (label);
-- expect: type-mismatch
CREATE INDEX ON raw ((data -> 'a'));
-- expect: type-mismatch
ALTER TABLE raw ADD UNIQUE (data);
-- expect: type-mismatch
CREATE TABLE raw2 (place point PRIMARY KEY);
-- expect: type-mismatch
ALTER TABLE raw ADD EXCLUDE USING gist (id WITH =);
-- expect: type-mismatch
ALTER TABLE raw ALTER COLUMN label TYPE integer USING length(label);
-- expect: type-mismatch
CREATE FUNCTION total() RETURNS integer LANGUAGE sql AS 'SELECT label FROM raw';
-- expect: type-mismatch
CREATE FUNCTION pairs() RETURNS TABLE (a integer, b text) LANGUAGE sql AS 'SELECT id FROM raw';
-- expect: type-mismatch
CREATE FUNCTION forget() RETURNS integer LANGUAGE sql AS 'DELETE FROM raw';
CREATE VIEW shown AS SELECT id, data FROM raw;
-- expect: type-mismatch
CREATE OR REPLACE VIEW shown AS SELECT id, data::jsonb AS data FROM raw;
