CREATE TABLE visit (id uuid PRIMARY KEY, day date);
-- expect: false-immutable
CREATE FUNCTION own() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT current_setting('a.b') $$;
-- expect: false-immutable
CREATE FUNCTION today() RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT CURRENT_DATE $$;
-- expect: false-immutable
CREATE FUNCTION days() RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT count(*) FROM public.visit $$;
-- expect: false-immutable
CREATE FUNCTION last() RETURNS date LANGUAGE plpgsql AS $$
DECLARE found date;
BEGIN
  SELECT max(day) INTO found FROM visit;
  RETURN found;
END $$;
ALTER FUNCTION last() IMMUTABLE;
