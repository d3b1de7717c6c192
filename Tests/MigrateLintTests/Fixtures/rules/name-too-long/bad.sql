CREATE TABLE visit (id uuid PRIMARY KEY, day date);
-- expect: name-too-long
CREATE INDEX "IDX_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ON visit (day);
-- expect: name-too-long
ALTER TABLE visit ADD COLUMN "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" text;
-- expect: name-too-long
CREATE TABLE aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa (id uuid PRIMARY KEY);
-- expect: name-too-long
ALTER TABLE visit ADD CONSTRAINT "CHK_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" CHECK (day > '2020-01-01');
-- expect: name-too-long
ALTER TABLE visit RENAME TO "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";
