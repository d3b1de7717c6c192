CREATE TABLE client (id uuid, name text, PRIMARY KEY (id, name));
CREATE TABLE visit (
  id uuid PRIMARY KEY,
-- expect: foreign-key-target
  "clientId" uuid REFERENCES client (id)
);
CREATE TABLE facility (id uuid);
-- expect: foreign-key-target
CREATE TABLE room (id uuid PRIMARY KEY, "facilityId" uuid REFERENCES facility);
