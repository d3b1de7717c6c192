CREATE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS text LANGUAGE sql AS 'SELECT $2';
CREATE FUNCTION g() RETURNS TABLE (a integer, b text) LANGUAGE sql AS $$SELECT 1, 'a'::text$$;
-- expect: wrong-kind
CREATE OR REPLACE FUNCTION f(a integer, b text DEFAULT 'x') RETURNS integer LANGUAGE sql AS 'SELECT $1';
-- expect: wrong-kind
CREATE OR REPLACE FUNCTION f(x integer, b text DEFAULT 'x') RETURNS text LANGUAGE sql AS 'SELECT $2';
-- expect: wrong-kind
CREATE OR REPLACE FUNCTION f(a integer, b text) RETURNS text LANGUAGE sql AS 'SELECT $2';
-- expect: wrong-kind
CREATE OR REPLACE FUNCTION g() RETURNS TABLE (a integer, c text) LANGUAGE sql AS $$SELECT 1, 'a'::text$$;
CREATE TABLE t (id integer, note text);
-- expect: wrong-kind
CREATE UNIQUE INDEX ON t USING hash (id);
-- expect: wrong-kind
CREATE INDEX ON t USING hash (id, note);
