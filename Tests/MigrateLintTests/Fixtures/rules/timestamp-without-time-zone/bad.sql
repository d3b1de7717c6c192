CREATE TABLE visit (
  id uuid PRIMARY KEY,
  -- expect: timestamp-without-time-zone
  begun timestamp,
  -- expect: timestamp-without-time-zone
  ended timestamp(3) without time zone
);
-- expect: timestamp-without-time-zone
ALTER TABLE visit ADD COLUMN seen timestamp without time zone;
-- expect: timestamp-without-time-zone
ALTER TABLE visit ALTER COLUMN ended TYPE timestamp;
-- expect: timestamp-without-time-zone
CREATE DOMAIN moment AS timestamp;
