CREATE TABLE client (
  "tenantId" uuid,
  id uuid,
  uci text,
  PRIMARY KEY ("tenantId", id),
  -- expect: tenancy-unique-key
  UNIQUE (uci)
);
-- expect: tenancy-unique-key
CREATE UNIQUE INDEX ON client (lower(uci), "tenantId");
