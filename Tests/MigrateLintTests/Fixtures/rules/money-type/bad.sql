CREATE TABLE bill (
  id uuid PRIMARY KEY,
  -- expect: money-type
  total money
);
