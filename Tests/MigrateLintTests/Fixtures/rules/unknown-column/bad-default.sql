-- A default may name no column; a text needs single quotes.
CREATE TABLE client (
  id uuid PRIMARY KEY,
-- expect: unknown-column
  status text DEFAULT "active"
);
