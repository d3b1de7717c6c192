-- expect: unknown-schema
CREATE TABLE audit.event (id uuid PRIMARY KEY);
CREATE TABLE event (id uuid PRIMARY KEY);
-- expect: unknown-schema
ALTER TABLE event SET SCHEMA audit;
-- expect: unknown-schema
DROP SCHEMA audit;
