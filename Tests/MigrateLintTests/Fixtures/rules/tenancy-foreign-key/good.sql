CREATE TABLE house ("tenantId" uuid, id uuid, PRIMARY KEY ("tenantId", id), UNIQUE (id));
CREATE TABLE tenant (id uuid PRIMARY KEY);
CREATE TABLE visit (
  "tenantId" uuid REFERENCES tenant,
  id uuid,
  house uuid,
  PRIMARY KEY ("tenantId", id),
  FOREIGN KEY ("tenantId", house) REFERENCES house
);
