CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE u (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), mail citext UNIQUE, n text);
CREATE INDEX ON u USING gin (n gin_trgm_ops);
SELECT similarity(n, 'x') FROM u;
SELECT digest(n, 'sha256') FROM u;
