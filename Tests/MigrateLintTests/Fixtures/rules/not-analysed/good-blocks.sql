CREATE TABLE visit (id int, name text);
DO $$
DECLARE one record;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_class WHERE relname = 'room' AND relkind = 'r') THEN
    CREATE TABLE room (id int);
  END IF;
  IF EXISTS (SELECT FROM visit WHERE name IS NULL) THEN
    UPDATE visit SET name = '';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') THEN
    CREATE ROLE reader;
  END IF;
  FOR one IN SELECT id FROM visit LOOP
    PERFORM set_config('app.id', one.id::text, true);
  END LOOP;
  EXECUTE 'ALTER TABLE room ADD COLUMN name text';
  EXECUTE format('GRANT SELECT ON room TO %I', 'reader');
END $$;
SELECT name FROM room;
