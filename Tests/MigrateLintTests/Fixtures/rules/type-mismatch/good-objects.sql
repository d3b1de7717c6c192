CREATE EXTENSION pg_trgm;
CREATE TYPE state AS ENUM ('ACTIVE', 'GONE');
CREATE DOMAIN short AS varchar(5);
CREATE TABLE raw (
  id integer, data json, doc jsonb, place point, label text DEFAULT 'a', at tstzrange, tags text[],
  state state, s short, net cidr, kind regclass, small "char"
);
CREATE INDEX ON raw USING gin (doc, tags);
CREATE INDEX trigrams ON raw USING gin (label gin_trgm_ops);
DROP INDEX trigrams;
CREATE INDEX ON raw USING gist (place, at);
CREATE UNIQUE INDEX ON raw (state, s, net, kind, at, tags, small, doc);
CREATE INDEX ON raw ((data ->> 'a'), (doc -> 'a'));
CREATE INDEX ON raw USING hash (label);
ALTER TABLE raw ADD EXCLUDE USING gist (at WITH &&);
ALTER TABLE raw ALTER COLUMN label DROP DEFAULT, ALTER COLUMN label TYPE integer USING length(label);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql AS 'SELECT id FROM raw';
CREATE FUNCTION pairs(OUT a numeric, OUT b text) LANGUAGE sql AS 'SELECT id, id FROM raw';
CREATE FUNCTION row_of() RETURNS raw LANGUAGE sql AS 'SELECT raw FROM raw';
CREATE FUNCTION rows_of() RETURNS SETOF raw LANGUAGE sql AS 'SELECT * FROM raw';
CREATE FUNCTION named(name text) RETURNS text LANGUAGE sql AS 'SELECT named.name || $1';
CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS 'DELETE FROM raw';
CREATE FUNCTION gone() RETURNS SETOF integer LANGUAGE sql AS 'DELETE FROM raw RETURNING id';
CREATE OR REPLACE FUNCTION named(name text DEFAULT 'x') RETURNS text LANGUAGE sql AS 'SELECT 1';
CREATE VIEW shown AS SELECT id, label, s FROM raw;
CREATE OR REPLACE VIEW shown AS SELECT id, label, s, doc FROM raw;
SELECT a || b FROM pairs();
SELECT n + 1 FROM generate_series(1, 3) AS n, unnest(ARRAY['a']) AS u WHERE u LIKE 'a';
