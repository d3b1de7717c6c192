-- expect: security-definer-search-path
CREATE FUNCTION visits() RETURNS int LANGUAGE sql SECURITY DEFINER SET work_mem = '8MB' AS 'SELECT 1';
-- expect: security-definer-search-path
CREATE FUNCTION stays() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION stays() SECURITY DEFINER;
-- expect: security-definer-search-path
CREATE FUNCTION days() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
ALTER FUNCTION days() RESET search_path;
