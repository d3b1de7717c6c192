CREATE TYPE visit_range AS (first date, last date);
CREATE DOMAIN visit_state AS text CHECK (VALUE IN ('PLANNED', 'DONE'));
