-- expect: enum-type
CREATE TYPE visit_state AS ENUM ('PLANNED', 'DONE');
