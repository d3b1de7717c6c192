CREATE TABLE tenant (id uuid PRIMARY KEY);
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
