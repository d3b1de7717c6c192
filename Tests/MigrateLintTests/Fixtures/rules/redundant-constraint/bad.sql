CREATE TABLE house (id int PRIMARY KEY);
CREATE TABLE visit (
  id int NOT NULL,
  day date NOT NULL,
  house int,
  CONSTRAINT visit_key PRIMARY KEY (id),
  CONSTRAINT visit_day CHECK (day > '2000-01-01'),
  -- expect: redundant-constraint
  CONSTRAINT visit_day_again CHECK (day > '2000-01-01'),
  -- expect: redundant-constraint
  CONSTRAINT visit_day_there CHECK (day IS NOT NULL),
  -- expect: redundant-constraint
  CONSTRAINT visit_id_day UNIQUE (id, day),
  CONSTRAINT visit_house FOREIGN KEY (house) REFERENCES house,
  -- expect: redundant-constraint
  CONSTRAINT visit_house_again FOREIGN KEY (house) REFERENCES house (id)
);
