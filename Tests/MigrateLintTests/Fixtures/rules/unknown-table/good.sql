-- A name that WITH makes, a table of another schema, a system catalog, and a table that IF EXISTS
-- asks for are no unknown tables.
CREATE SCHEMA archive;
CREATE TABLE archive.client (id uuid PRIMARY KEY);
SELECT id FROM archive.client;
SET search_path = archive, public;
SELECT id FROM client;
WITH visit AS (SELECT 1 AS id) SELECT id FROM visit;
SELECT relname FROM pg_class LIMIT 1;
DROP TABLE IF EXISTS facility;
