-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
CREATE TABLE visit (id integer PRIMARY KEY, name varchar(20), age integer, note text NOT NULL);
ALTER TABLE client ADD COLUMN at timestamptz DEFAULT now();
ALTER TABLE client ADD COLUMN status text NOT NULL DEFAULT 'new';
ALTER TABLE client ADD COLUMN IF NOT EXISTS age integer DEFAULT random();
ALTER TABLE client ALTER COLUMN status SET DEFAULT gen_random_uuid()::text;
ALTER TABLE visit ADD COLUMN token uuid DEFAULT gen_random_uuid();
