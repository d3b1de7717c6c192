CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE VIEW visits WITH (security_invoker = on) AS SELECT id FROM visit;
CREATE VIEW stays AS SELECT id FROM visit;
ALTER VIEW stays SET (security_invoker = true);
CREATE VIEW one AS SELECT 1 AS one;
