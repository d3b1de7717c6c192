CREATE TABLE house ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id), UNIQUE (id));
CREATE TABLE visit (
  "tenantId" uuid,
  id uuid,
  house uuid,
  PRIMARY KEY ("tenantId", id),
  -- expect: tenancy-foreign-key
  FOREIGN KEY (house) REFERENCES house (id),
  -- expect: tenancy-foreign-key
  FOREIGN KEY (house, "tenantId") REFERENCES house ("tenantId", id)
);
