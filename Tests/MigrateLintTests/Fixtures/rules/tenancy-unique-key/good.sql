CREATE TABLE tenant (id uuid PRIMARY KEY, name text UNIQUE);
CREATE TABLE client ("tenantId" uuid, id uuid, uci text, PRIMARY KEY ("tenantId", id));
CREATE UNIQUE INDEX ON client ("tenantId", uci);
CREATE INDEX ON client (uci);
