CREATE TABLE client (id uuid PRIMARY KEY);
CREATE POLICY own ON client USING (true);
-- expect: unknown-policy
DROP POLICY others ON client;
-- expect: unknown-policy
ALTER POLICY others ON client USING (false);
-- expect: unknown-policy
ALTER POLICY others ON client RENAME TO theirs;
