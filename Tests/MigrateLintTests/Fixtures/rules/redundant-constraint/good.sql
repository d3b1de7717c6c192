CREATE TABLE house (
  id int PRIMARY KEY,
  tenant int NOT NULL,
  CONSTRAINT house_tenant UNIQUE (tenant, id)
);
CREATE TABLE visit (
  id int PRIMARY KEY,
  tenant int,
  house int,
  other int,
  day date,
  CONSTRAINT visit_day CHECK (day > '2000-01-01'),
  CONSTRAINT visit_day_there CHECK (day IS NOT NULL),
  -- What a foreign key refers to must be a key.
  CONSTRAINT visit_house FOREIGN KEY (tenant, house) REFERENCES house (tenant, id),
  CONSTRAINT visit_other FOREIGN KEY (tenant, other) REFERENCES house (tenant, id)
);
-- The way to NOT NULL without a long lock.
ALTER TABLE visit ADD CONSTRAINT visit_tenant_there CHECK (tenant IS NOT NULL) NOT VALID;
ALTER TABLE visit VALIDATE CONSTRAINT visit_tenant_there;
ALTER TABLE visit ALTER COLUMN tenant SET NOT NULL;
ALTER TABLE visit DROP CONSTRAINT visit_tenant_there;
