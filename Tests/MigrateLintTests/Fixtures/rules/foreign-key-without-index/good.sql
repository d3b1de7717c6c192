CREATE TABLE house (tenant uuid, id uuid, PRIMARY KEY (tenant, id));
CREATE TABLE visit (
  tenant uuid,
  house uuid,
  other uuid,
  third uuid,
  PRIMARY KEY (tenant, house),
  FOREIGN KEY (tenant, house) REFERENCES house,
  FOREIGN KEY (tenant, other) REFERENCES house,
  FOREIGN KEY (tenant, third) REFERENCES house
);
CREATE INDEX ON visit (other, tenant, third);
CREATE INDEX ON visit (tenant, third) WHERE third IS NOT NULL;
