-- expect: invalid-ignore
-- heartly:ignore nothing-to-drop
DROP TABLE IF EXISTS client;
-- expect: invalid-ignore
-- heartly:ignore nothing-to-dorp older installations have it
DROP TABLE IF EXISTS client;
-- expect: invalid-ignore
-- heartly:ignore
DROP TABLE IF EXISTS client;
