CREATE TYPE mood AS ENUM ('glad', 'sad');
CREATE DOMAIN email AS text;
CREATE TABLE client (id uuid PRIMARY KEY, mood mood, moods mood[], email email, c pg_catalog.int4);
CREATE TABLE pair (id uuid PRIMARY KEY, client client);
