CREATE TABLE client (id bigint PRIMARY KEY, name text UNIQUE);
CREATE TABLE visit (
  id bigint PRIMARY KEY,
  "clientId" integer REFERENCES client,
  "clientName" varchar(50) REFERENCES client (name)
);
