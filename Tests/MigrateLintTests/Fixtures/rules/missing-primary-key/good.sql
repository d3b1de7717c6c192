CREATE TABLE visit (id uuid, day date);
ALTER TABLE visit ADD PRIMARY KEY (id);
CREATE TEMPORARY TABLE scratch_rows (id uuid);
CREATE TABLE stay (id uuid PRIMARY KEY);
CREATE TABLE gone (id uuid);
DROP TABLE gone;
