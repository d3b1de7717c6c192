CREATE TABLE house (id uuid PRIMARY KEY);
CREATE TABLE visit (id uuid PRIMARY KEY, house uuid, day date);
CREATE INDEX visit_house ON visit (house, day);
CREATE UNIQUE INDEX visit_day ON visit (day);
ALTER TABLE visit ADD FOREIGN KEY (house) REFERENCES house;
