CREATE TABLE animal (id integer, name text);
CREATE TABLE dog () INHERITS (animal);
-- expect: wrong-kind
ALTER TABLE dog DROP COLUMN name;
-- expect: wrong-kind
ALTER TABLE dog RENAME COLUMN name TO label;
-- expect: wrong-kind
ALTER TABLE ONLY animal ADD COLUMN born date;
-- expect: wrong-kind
ALTER TABLE animal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
CREATE TABLE event (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- expect: wrong-kind
ALTER TABLE event ADD PRIMARY KEY (id);
-- expect: wrong-kind
ALTER TABLE event_2026 ADD COLUMN note text;
-- expect: wrong-kind
ALTER TABLE event ALTER COLUMN at TYPE timestamptz;
