-- expect: missing-primary-key
CREATE TABLE visit (id uuid, day date);
-- expect: missing-primary-key
CREATE TABLE log (id uuid, day date) PARTITION BY RANGE (day);
CREATE TABLE log_default PARTITION OF log DEFAULT;
