CREATE TYPE pair AS (a integer, b text);
CREATE TABLE held (id integer, p pair);
-- expect: unknown-column
SELECT (p).c FROM held;
-- expect: unknown-column
UPDATE held SET p.c = 1;
-- expect: unknown-column
INSERT INTO held (p.c) VALUES (1);
-- expect: unknown-column
SELECT nope;
