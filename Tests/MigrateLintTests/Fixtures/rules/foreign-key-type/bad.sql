CREATE TABLE client (id uuid PRIMARY KEY);
CREATE TABLE visit (
  id uuid PRIMARY KEY,
-- expect: foreign-key-type
  "clientId" bigint REFERENCES client (id)
);
CREATE TABLE note (id uuid PRIMARY KEY, "clientId" text);
-- expect: foreign-key-type
ALTER TABLE note ADD FOREIGN KEY ("clientId") REFERENCES client (id);
