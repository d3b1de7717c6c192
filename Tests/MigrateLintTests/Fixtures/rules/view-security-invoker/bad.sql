CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
-- expect: view-security-invoker
CREATE VIEW visits AS SELECT id FROM visit;
-- expect: view-security-invoker
CREATE VIEW stays WITH (security_invoker = false, security_barrier) AS SELECT id FROM visit;
-- expect: view-security-invoker
CREATE VIEW days WITH (security_invoker) AS SELECT id FROM visit;
ALTER VIEW days RESET (security_invoker);
