CREATE TABLE client (id integer PRIMARY KEY, name text, doc tsvector);
-- expect: unknown-object
CREATE TABLE t (name text COLLATE "nope");
-- expect: unknown-object
CREATE INDEX ON client (name COLLATE "nope");
-- expect: unknown-object
SELECT name COLLATE "nope" FROM client;
-- expect: unknown-object
CREATE INDEX ON client USING gim (doc);
-- expect: unknown-object
CREATE INDEX ON client USING gin (to_tsvector('nope', name));
-- expect: unknown-object
SELECT 'nope'::regconfig;
-- expect: unknown-object
CREATE FUNCTION one() RETURNS integer LANGUAGE plpgsq AS 'BEGIN RETURN 1; END';
-- expect: unknown-object
CREATE TEXT SEARCH CONFIGURATION own (COPY = nope);
-- expect: unknown-object
ALTER PUBLICATION nope ADD TABLE client;
-- expect: unknown-object
DROP PUBLICATION nope;
-- expect: unknown-object
DROP EXTENSION hstore;
-- expect: unknown-object
CREATE EXTENSION earthdistance;
-- expect: unknown-object
DROP RULE nope ON client;
-- expect: unknown-object
CREATE SERVER other FOREIGN DATA WRAPPER nope;
DROP ROLE IF EXISTS heartly_fixture_gone;
-- expect: unknown-object
GRANT SELECT ON client TO heartly_fixture_gone;
-- expect: unknown-object
CREATE POLICY own ON client TO heartly_fixture_gone USING (true);
