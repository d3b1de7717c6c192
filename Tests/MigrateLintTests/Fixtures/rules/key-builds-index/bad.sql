-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
CREATE TABLE loose (id integer);
-- file: Change
-- expect: key-builds-index
ALTER TABLE client ADD CONSTRAINT "UQ_name" UNIQUE (name);
-- expect: key-builds-index
ALTER TABLE loose ADD PRIMARY KEY (id);
-- expect: key-builds-index
ALTER TABLE client ADD COLUMN code text UNIQUE;
