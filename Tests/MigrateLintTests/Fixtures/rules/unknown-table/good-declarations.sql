CREATE TABLE client (id integer PRIMARY KEY, name text);
CREATE TYPE pair AS (a integer, b text);
CREATE FUNCTION f(p client.id%TYPE) RETURNS void LANGUAGE plpgsql AS $$
<<outermost>>
DECLARE
  one client%ROWTYPE; both pair%ROWTYPE; id client.id%TYPE; other id%TYPE; third public.client.name%TYPE;
  fourth f.p%TYPE; whole client; texts text[]; exact numeric(4, 2); at timestamp with time zone;
BEGIN
  DECLARE inner_one text; BEGIN NULL; END;
END $$;
SELECT 'client'::regclass, 'client_pkey'::regclass, 'pg_class'::regclass, '-'::regclass;
SELECT client.*, c.* FROM client, client c;
