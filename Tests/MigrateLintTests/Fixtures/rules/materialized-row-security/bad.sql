CREATE TABLE visit ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id));
CREATE VIEW visits WITH (security_invoker = on) AS SELECT id FROM visit;
-- expect: materialized-row-security
CREATE MATERIALIZED VIEW IF NOT EXISTS visit_ids AS SELECT id FROM visit;
-- expect: materialized-row-security
CREATE MATERIALIZED VIEW IF NOT EXISTS more_ids AS SELECT id FROM visits;
