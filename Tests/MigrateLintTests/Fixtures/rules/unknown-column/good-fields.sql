CREATE TYPE pair AS (a integer, b text);
CREATE TABLE held (id integer, p pair, many pair[]);
CREATE FUNCTION c(one pair) RETURNS integer LANGUAGE sql AS 'SELECT one.a';
SELECT (p).a, (h.p).b, (p).c, (many[1]).a, (p).* FROM held h;
UPDATE held SET p.a = 1, many[1].b = 'x';
INSERT INTO held (p.a, p.b) VALUES (1, 'x');
