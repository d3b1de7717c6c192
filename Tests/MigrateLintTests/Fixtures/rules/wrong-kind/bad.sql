CREATE TABLE animal (id integer, name text);
CREATE TABLE dog () INHERITS (animal);
-- expect: wrong-kind
ALTER TABLE dog DROP COLUMN name;
-- expect: wrong-kind
ALTER TABLE dog RENAME COLUMN name TO label;
-- expect: wrong-kind
ALTER TABLE ONLY animal ADD COLUMN born date;
-- expect: wrong-kind
ALTER TABLE animal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
CREATE TABLE event (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- expect: wrong-kind
ALTER TABLE event ADD PRIMARY KEY (id);
-- expect: wrong-kind
ALTER TABLE event_2026 ADD COLUMN note text;
-- expect: wrong-kind
ALTER TABLE event ALTER COLUMN at TYPE timestamptz;
CREATE VIEW seen AS SELECT id FROM event;
CREATE TABLE plain (id integer PRIMARY KEY, twice integer GENERATED ALWAYS AS (id * 2) STORED);
CREATE FUNCTION row_changed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION number() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE act() LANGUAGE sql AS 'SELECT 1';
-- expect: wrong-kind
ALTER TABLE seen ADD COLUMN note text;
-- expect: wrong-kind
ALTER TABLE seen ENABLE ROW LEVEL SECURITY;
-- expect: wrong-kind
ALTER VIEW plain RENAME TO other;
-- expect: wrong-kind
CREATE TRIGGER t INSTEAD OF INSERT ON plain FOR EACH ROW EXECUTE FUNCTION row_changed();
-- expect: wrong-kind
CREATE TRIGGER t BEFORE INSERT ON seen FOR EACH ROW EXECUTE FUNCTION row_changed();
-- expect: wrong-kind
CREATE TRIGGER t BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION number();
-- expect: wrong-kind
CREATE TRIGGER t AFTER INSERT ON plain REFERENCING OLD TABLE AS old_rows EXECUTE FUNCTION row_changed();
-- expect: wrong-kind
CREATE POLICY p ON plain FOR SELECT WITH CHECK (true);
-- expect: wrong-kind
CREATE POLICY p ON plain FOR INSERT USING (true);
-- expect: wrong-kind
CREATE TABLE t (a integer DEFAULT 1 GENERATED ALWAYS AS IDENTITY);
-- expect: wrong-kind
CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a) STORED, c integer GENERATED ALWAYS AS (b) STORED);
-- expect: wrong-kind
CREATE UNIQUE INDEX ON plain USING hash (id);
-- expect: wrong-kind
CREATE INDEX ON plain USING hash (id, twice);
CREATE INDEX plain_twice ON plain (twice);
-- expect: wrong-kind
ALTER TABLE plain REPLICA IDENTITY USING INDEX plain_twice;
-- expect: wrong-kind
DROP PROCEDURE number();
-- expect: wrong-kind
DROP FUNCTION act();
-- expect: wrong-kind
CREATE OR REPLACE FUNCTION number() RETURNS text LANGUAGE sql AS 'SELECT ''1''';
-- expect: wrong-kind
CREATE FUNCTION f(a integer DEFAULT 1, b integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
