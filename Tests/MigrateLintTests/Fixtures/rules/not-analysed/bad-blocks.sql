CREATE TABLE visit (id int, name text);
-- expect: not-analysed
DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN x int', 'visit'); END $$;
