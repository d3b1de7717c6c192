CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
-- expect: policy-allows-all
CREATE POLICY visit_read ON visit FOR SELECT USING (true);
-- expect: policy-allows-all
CREATE POLICY visit_add ON visit FOR INSERT WITH CHECK (true);
-- expect: policy-allows-all
ALTER POLICY visit_read ON visit USING (true);
