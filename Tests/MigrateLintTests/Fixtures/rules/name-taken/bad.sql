CREATE TABLE client (id uuid PRIMARY KEY, name text, CONSTRAINT ck CHECK (name <> ''));
-- expect: name-taken
CREATE TABLE client (id uuid PRIMARY KEY);
CREATE INDEX ix ON client (name);
-- expect: name-taken
CREATE INDEX ix ON client (id, name);
-- Indexes and tables have one namespace.
-- expect: name-taken
CREATE VIEW ix AS SELECT 1 AS one;
-- expect: name-taken
ALTER TABLE client ADD COLUMN name text;
-- expect: name-taken
ALTER TABLE client ADD CONSTRAINT ck CHECK (id IS NOT NULL);
-- expect: name-taken
ALTER TABLE client RENAME COLUMN id TO name;
-- expect: name-taken
CREATE SCHEMA public;
