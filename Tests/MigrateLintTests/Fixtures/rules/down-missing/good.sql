CREATE TABLE client (id uuid PRIMARY KEY);
-- down:
DROP TABLE IF EXISTS client;
