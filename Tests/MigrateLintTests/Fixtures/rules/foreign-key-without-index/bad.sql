CREATE TABLE house (tenant uuid, id uuid, PRIMARY KEY (tenant, id));
CREATE TABLE visit (
  id uuid PRIMARY KEY,
  tenant uuid,
  house uuid,
  day date,
  -- expect: foreign-key-without-index
  FOREIGN KEY (tenant, house) REFERENCES house
);
CREATE INDEX ON visit (tenant, day, house);
CREATE INDEX ON visit (tenant, house) WHERE day > '2020-01-01';
CREATE INDEX ON visit (house, tenant) WHERE day IS NOT NULL;
CREATE INDEX ON visit USING hash (house);
