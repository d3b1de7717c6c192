CREATE TABLE client (id uuid, name text, PRIMARY KEY (id, name));
CREATE UNIQUE INDEX ON client (id);
CREATE TABLE visit (
  id uuid PRIMARY KEY,
  "clientId" uuid REFERENCES client (id),
  name text,
  FOREIGN KEY (name, "clientId") REFERENCES client (name, id)
);
