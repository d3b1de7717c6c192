CREATE TABLE client (id uuid PRIMARY KEY, name text, age integer);
CREATE INDEX age ON client (age, name);
CREATE INDEX name ON client (name);
CREATE INDEX "desc" ON client (age DESC);
CREATE INDEX part ON client (age) WHERE name IS NULL;
CREATE UNIQUE INDEX "unique" ON client (age);
CREATE INDEX hash ON client USING hash (age);
