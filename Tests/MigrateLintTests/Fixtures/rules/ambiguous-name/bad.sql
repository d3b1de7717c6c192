CREATE FUNCTION total(cents integer) RETURNS integer LANGUAGE sql AS 'SELECT cents';
CREATE FUNCTION total(cents bigint) RETURNS bigint LANGUAGE sql AS 'SELECT cents';
-- expect: ambiguous-name
DROP FUNCTION total;
-- expect: ambiguous-name
ALTER FUNCTION total STABLE;
-- expect: ambiguous-name
COMMENT ON FUNCTION total IS 'of an invoice';
-- expect: ambiguous-name
GRANT EXECUTE ON FUNCTION total TO PUBLIC;
-- expect: ambiguous-name
SELECT 'total'::regproc;
