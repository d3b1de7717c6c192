-- expect: row-security-not-forced
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
