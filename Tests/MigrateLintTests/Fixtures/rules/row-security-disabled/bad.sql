-- expect: row-security-disabled
CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
-- expect: row-security-disabled
CREATE TABLE stay ("tenantId" uuid, day date, PRIMARY KEY ("tenantId", day)) PARTITION BY RANGE (day);
CREATE TABLE stay_default PARTITION OF stay DEFAULT;
