CREATE SCHEMA auth;
CREATE FUNCTION auth.uid() RETURNS text LANGUAGE sql AS 'SELECT ''a''';
SELECT auth.uid(), pg_catalog.now();
CREATE TABLE auth.users (id text DEFAULT auth.uid());
SELECT 'auth.users'::regclass, 'information_schema.tables'::regclass;
