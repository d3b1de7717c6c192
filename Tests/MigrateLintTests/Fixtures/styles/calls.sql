CREATE FUNCTION setup() RETURNS void LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE later (id int); END $$;
SELECT setup();
ALTER TABLE later ADD COLUMN n int;
