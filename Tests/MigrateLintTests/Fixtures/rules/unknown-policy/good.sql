CREATE TABLE client (id uuid PRIMARY KEY);
CREATE POLICY own ON client USING (true);
ALTER POLICY own ON client RENAME TO mine;
ALTER POLICY mine ON client USING (false);
DROP POLICY mine ON client;
DROP POLICY IF EXISTS mine ON client;
