CREATE TABLE visit (id int, name text);
-- expect: unknown-function
ALTER TABLE visit ADD COLUMN key uuid DEFAULT uuid_generate_v4();
-- expect: unknown-function
ALTER TABLE visit ADD CHECK (char_lenght(name) > 0);
-- expect: unknown-function
CREATE INDEX ON visit (lower(name, 'C'));
-- expect: unknown-function
CREATE VIEW names AS SELECT uper(name) FROM visit;
-- expect: unknown-function
UPDATE visit SET name = repalce(name, 'a', 'b');
-- expect: unknown-function
CREATE POLICY own ON visit USING (current_tenant() = id);
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  -- expect-later: unknown-function
  RETURN nowhere(1);
END $$;
