CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: unused-ignore
-- heartly:ignore unknown-table an extension makes it
SELECT id FROM client;
