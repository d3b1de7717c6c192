CREATE TABLE visit (id int, name text, started timestamptz);
CREATE FUNCTION slow(a text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN a; END $$;
-- expect: not-immutable
CREATE INDEX ON visit (date_trunc('day', started));
-- expect: not-immutable
CREATE INDEX ON visit ((started::date));
-- expect: not-immutable
CREATE INDEX ON visit (id) WHERE started > now();
-- expect: not-immutable
CREATE INDEX ON visit (id) WHERE started > CURRENT_TIMESTAMP;
-- expect: not-immutable
CREATE INDEX ON visit USING gin (to_tsvector(name));
-- expect: not-immutable
CREATE INDEX ON visit (slow(name));
-- expect: not-immutable
ALTER TABLE visit ADD COLUMN label text GENERATED ALWAYS AS (concat(name, id)) STORED;
