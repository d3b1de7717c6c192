CREATE TABLE visit (id uuid PRIMARY KEY, day date);
CREATE INDEX "IDX_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" ON visit (day);
COMMENT ON TABLE visit IS 'IDX_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
