CREATE TABLE visit (id int, name text);
-- expect: not-analysed
DO $$
BEGIN
  IF (SELECT count(*) FROM visit) = 0 THEN
    ALTER TABLE visit ADD COLUMN x int;
  END IF;
END $$;
