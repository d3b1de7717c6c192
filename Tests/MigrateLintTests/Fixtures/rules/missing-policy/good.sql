CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE POLICY visit_tenant ON visit USING ("tenantId" = current_setting('app.tenant')::uuid);
