CREATE TABLE visit (id integer, at date) PARTITION BY RANGE (at);
CREATE TABLE visit_2026 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- expect: partition-bound
CREATE TABLE p PARTITION OF visit FOR VALUES FROM ('2026-06-01') TO (MAXVALUE);
-- expect: partition-bound
CREATE TABLE p PARTITION OF visit FOR VALUES FROM ('2029-01-01') TO ('2028-01-01');
-- expect: partition-bound
CREATE TABLE p PARTITION OF visit FOR VALUES IN ('2028-01-01');
-- expect: partition-bound
CREATE TABLE p PARTITION OF visit FOR VALUES FROM ('2028-01-01', 1) TO ('2029-01-01', 1);
CREATE TABLE rest PARTITION OF visit DEFAULT;
-- expect: partition-bound
CREATE TABLE p PARTITION OF visit DEFAULT;
CREATE TABLE kind (id integer, name text) PARTITION BY LIST (name);
CREATE TABLE kind_a PARTITION OF kind FOR VALUES IN ('a', 'b');
-- expect: partition-bound
CREATE TABLE p PARTITION OF kind FOR VALUES IN ('c', 'b');
CREATE TABLE hashed (id integer) PARTITION BY HASH (id);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 4, REMAINDER 0);
-- expect: partition-bound
CREATE TABLE p PARTITION OF hashed FOR VALUES WITH (MODULUS 8, REMAINDER 4);
-- expect: partition-bound
CREATE TABLE p PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1);
-- expect: partition-bound
CREATE TABLE p PARTITION OF hashed DEFAULT;
