CREATE TABLE client (id uuid PRIMARY KEY);
-- expect: syntax-error
CREATE TABEL facility (id uuid PRIMARY KEY);
CREATE TABLE visit (id uuid PRIMARY KEY);
-- expect: syntax-error
ALTER TABLE visit ADD COLUMN;
