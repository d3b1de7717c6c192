CREATE TABLE "userRole" (id uuid PRIMARY KEY, "birthDate" date);
-- expect: unquoted-identifier
CREATE INDEX ON "userRole" (birthDate);
-- expect: unquoted-identifier
SELECT id FROM userRole;
-- expect: unquoted-identifier
ALTER TABLE userRole ADD COLUMN note text;
