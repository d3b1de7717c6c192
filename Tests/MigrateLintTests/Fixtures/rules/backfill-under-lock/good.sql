-- baseline:
CREATE TABLE facility (id integer PRIMARY KEY, name text);
CREATE TABLE client (
  id integer PRIMARY KEY, name varchar(20), age integer, "facilityId" integer, note text NOT NULL
);
-- file: Change
ALTER TABLE client ADD COLUMN status text;
UPDATE client SET status = 'new' WHERE id = 7;
-- file: Fill
UPDATE client SET status = 'new' WHERE status IS NULL;
-- file: AddAndFill
ALTER TABLE client ADD COLUMN grade text;
-- heartly:batch
UPDATE client SET grade = 'new' WHERE grade IS NULL;
