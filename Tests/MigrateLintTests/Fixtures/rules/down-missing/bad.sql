-- expect: down-missing
CREATE TABLE client (id uuid PRIMARY KEY);
