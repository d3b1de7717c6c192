CREATE TABLE client (id integer PRIMARY KEY, name text);
-- expect: unknown-table
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ DECLARE one nope%ROWTYPE; BEGIN NULL; END $$;
-- expect: unknown-table
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ DECLARE id nope.id%TYPE; BEGIN NULL; END $$;
-- expect: unknown-table
DO $$ DECLARE one nope%ROWTYPE; BEGIN NULL; END $$;
-- expect: unknown-table
CREATE FUNCTION f(id nope.id%TYPE) RETURNS void LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
-- expect: unknown-table
SELECT 'nope'::regclass;
-- expect: unknown-table
SELECT visit.* FROM client;
-- expect: unknown-table
COPY visit TO STDOUT;
