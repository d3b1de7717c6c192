CREATE TABLE visit (id int, name text, started timestamptz, day date DEFAULT CURRENT_DATE);
CREATE FUNCTION quick(a text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN a; END $$;
CREATE INDEX ON visit (date_trunc('day', started AT TIME ZONE 'UTC'));
CREATE INDEX ON visit (((started AT TIME ZONE 'UTC')::date));
CREATE INDEX ON visit (id) WHERE started > '2024-01-01 00:00:00+00';
CREATE INDEX ON visit USING gin (to_tsvector('english', name));
CREATE INDEX ON visit (quick(name), lower(name));
ALTER TABLE visit ADD COLUMN label text GENERATED ALWAYS AS (name || id::text) STORED;
ALTER TABLE visit ADD CHECK (started < now());
