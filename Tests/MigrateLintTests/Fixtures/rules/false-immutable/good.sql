CREATE TABLE visit (id uuid PRIMARY KEY, day date);
CREATE FUNCTION own() RETURNS text LANGUAGE sql STABLE AS $$ SELECT current_setting('a.b') $$;
CREATE FUNCTION year(visit date) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  -- now() FROM visit
  SELECT EXTRACT(year FROM visit)::int + length('now() FROM visit')
$$;
CREATE FUNCTION sum(n int) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT sum(now) FROM generate_series(1, n) AS now
$$;
