CREATE TABLE house (
  id uuid PRIMARY KEY,
  -- expect: char-type
  state char(2),
  -- expect: char-type
  kind character
);
