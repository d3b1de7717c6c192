-- expect: unknown-type
CREATE TABLE client (id uuid PRIMARY KEY, mood mood);
CREATE TABLE visit (id uuid PRIMARY KEY);
-- expect: unknown-type
ALTER TABLE visit ADD COLUMN amount numerc;
-- expect: unknown-type
CREATE DOMAIN email AS citext;
