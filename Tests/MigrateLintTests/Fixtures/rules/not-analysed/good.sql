CREATE TABLE client (id uuid PRIMARY KEY, note text);
SELECT note FROM client;
