CREATE TABLE client (id uuid PRIMARY KEY, name text UNIQUE, age integer);
-- expect: redundant-index
CREATE INDEX ix ON client (id);
CREATE INDEX age ON client (age, name);
-- expect: redundant-index
CREATE INDEX short ON client (age);
