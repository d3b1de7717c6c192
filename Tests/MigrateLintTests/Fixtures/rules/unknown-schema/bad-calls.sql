-- expect: unknown-schema
SELECT auth.jwt();
-- expect: unknown-schema
CREATE TABLE t (id text DEFAULT auth.uid());
-- expect: unknown-schema
CREATE FUNCTION auth.uid() RETURNS text LANGUAGE sql AS 'SELECT ''a''';
-- expect: unknown-schema
CREATE TYPE auth.kind AS ENUM ('a');
-- expect: unknown-schema
SELECT 'auth.users'::regclass;
