-- expect: missing-policy
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
