CREATE TABLE "userRole" (id uuid PRIMARY KEY, "birthDate" date, birthdate date);
CREATE INDEX ON "userRole" ("birthDate");
-- Both spellings exist, and each means its own.
CREATE INDEX ON "userRole" (birthDate);
