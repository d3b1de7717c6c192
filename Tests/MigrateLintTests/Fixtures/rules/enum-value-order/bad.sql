-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TYPE mood AS ENUM ('glad', 'sad');
-- file: Change
-- expect: enum-value-order
ALTER TYPE mood ADD VALUE 'fair';
