CREATE TABLE visit (
  "tenantId" uuid,
  -- expect: tenancy-key-order
  id uuid PRIMARY KEY
);
CREATE TABLE stay (
  "tenantId" uuid,
  id uuid,
  -- expect: tenancy-key-order
  PRIMARY KEY (id, "tenantId")
);
