CREATE TABLE client (id uuid PRIMARY KEY);
CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- expect-later: unknown-table
  DELETE FROM clients;
  -- expect-later: unknown-table
  IF EXISTS (SELECT 1 FROM visitors) THEN
    RETURN;
  END IF;
END $$;
-- expect: unknown-table
CREATE FUNCTION g() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM clients WHERE ''a'' = ''b''';
