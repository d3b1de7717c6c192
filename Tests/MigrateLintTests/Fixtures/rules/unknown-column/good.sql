CREATE TABLE client (id uuid PRIMARY KEY, name text);
ALTER TABLE client ADD COLUMN age integer, ADD CHECK (age > 0);
CREATE INDEX ON client (lower(name), age);
ALTER TABLE client DROP COLUMN IF EXISTS note;
SELECT c.age AS years FROM client c ORDER BY years;
ALTER TABLE client RENAME COLUMN age TO years;
UPDATE client SET years = 1 WHERE ctid IS NOT NULL;
