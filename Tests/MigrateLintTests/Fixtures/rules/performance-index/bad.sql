CREATE TABLE house (id uuid PRIMARY KEY);
CREATE TABLE visit (id uuid PRIMARY KEY, house uuid REFERENCES house, day date);
-- expect: performance-index
CREATE INDEX visit_day ON visit (day);
-- expect: performance-index
CREATE INDEX visit_day_house ON visit (day, house);
