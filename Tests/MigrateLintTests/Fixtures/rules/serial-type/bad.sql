CREATE TABLE visit (
  -- expect: serial-type
  id bigserial PRIMARY KEY,
  -- expect: serial-type
  number serial
);
