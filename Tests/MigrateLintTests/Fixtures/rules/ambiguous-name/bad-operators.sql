CREATE FUNCTION near(integer, bigint) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION near(bigint, integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
-- expect: ambiguous-name
SELECT '1' / '2';
-- expect: ambiguous-name
SELECT near(1, 2);
