CREATE TABLE house (id uuid, CONSTRAINT "PK_house" PRIMARY KEY (id));
-- expect: name-convention
CREATE TABLE "Visit" (id uuid, CONSTRAINT "PK_Visit" PRIMARY KEY (id));
CREATE TABLE visit (
  -- expect: name-convention
  id uuid PRIMARY KEY,
  a int,
  b int,
  house uuid,
  -- expect: name-convention
  CONSTRAINT visit_a CHECK (a > 0),
  -- expect: name-convention
  CONSTRAINT "UQ_visit_" UNIQUE (a),
  -- expect: name-convention
  CONSTRAINT "FK_house" FOREIGN KEY (house) REFERENCES house
);
-- expect: name-convention
CREATE INDEX "UQ_visit_b" ON visit (b);
-- expect: name-convention
CREATE UNIQUE INDEX "IDX_visit_b_a" ON visit (b, a);
-- expect: name-convention
CREATE INDEX ON visit (house);
