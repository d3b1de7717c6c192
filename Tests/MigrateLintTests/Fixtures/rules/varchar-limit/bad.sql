CREATE TABLE visit (
  id uuid PRIMARY KEY,
  -- expect: varchar-limit
  note varchar(500),
  -- expect: varchar-limit
  city character varying(100)
);
-- expect: varchar-limit
ALTER TABLE visit ALTER COLUMN note TYPE varchar(600);
