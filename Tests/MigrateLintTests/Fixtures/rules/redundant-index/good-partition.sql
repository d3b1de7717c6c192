-- A partition's own index is not compared with the whole's.
CREATE TABLE log (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE log_default PARTITION OF log DEFAULT;
CREATE INDEX log_id ON ONLY log (id);
CREATE INDEX log_default_id ON log_default (id);
ALTER INDEX log_id ATTACH PARTITION log_default_id;
