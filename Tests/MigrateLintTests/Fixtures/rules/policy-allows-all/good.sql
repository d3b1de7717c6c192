CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE TABLE word (id uuid PRIMARY KEY);
CREATE POLICY word_read ON word USING (true);
CREATE POLICY visit_all ON visit AS RESTRICTIVE USING (true);
CREATE POLICY visit_none ON visit USING (false);
