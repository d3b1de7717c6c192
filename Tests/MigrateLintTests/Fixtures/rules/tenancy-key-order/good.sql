CREATE TABLE tenant (id uuid PRIMARY KEY);
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
