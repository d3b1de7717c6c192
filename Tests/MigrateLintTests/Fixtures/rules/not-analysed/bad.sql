CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: not-analysed
DO $$ BEGIN EXECUTE format('ALTER TABLE client ADD COLUMN %I text', 'note'); END $$;
SELECT note FROM client;
