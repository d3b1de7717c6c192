CREATE TABLE client (id uuid PRIMARY KEY, name text);
CREATE TABLE IF NOT EXISTS client (id uuid PRIMARY KEY, name text);
CREATE SCHEMA archive;
CREATE TABLE archive.client (id uuid PRIMARY KEY);
ALTER TABLE client ADD COLUMN IF NOT EXISTS name text;
DROP TABLE archive.client;
CREATE TABLE archive.client (id uuid PRIMARY KEY);
-- A refusal leaves nothing, so that another one may take the name.
CREATE INDEX ON client (name);
