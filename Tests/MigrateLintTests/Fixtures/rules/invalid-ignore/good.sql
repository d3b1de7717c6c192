-- heartly:ignore nothing-to-drop older installations have it
DROP TABLE IF EXISTS client;
