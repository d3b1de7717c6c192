CREATE TABLE house (id uuid, CONSTRAINT "PK_house" PRIMARY KEY (id));
CREATE TABLE visit_day (
  id uuid,
  a int,
  house uuid,
  CONSTRAINT "PK_visit_day" PRIMARY KEY (id),
  CONSTRAINT "CHK_visit_day_a" CHECK (a > 0),
  CONSTRAINT "UQ_visit_day_a" UNIQUE (a),
  CONSTRAINT "FK_visit_day_house" FOREIGN KEY (house) REFERENCES house
);
CREATE INDEX "IDX_visit_day_house" ON visit_day (house);
CREATE UNIQUE INDEX "UQ_visit_day_house" ON visit_day (house, a);
CREATE TABLE old (id uuid, CONSTRAINT old_key PRIMARY KEY (id));
ALTER TABLE old RENAME CONSTRAINT old_key TO "PK_old";
