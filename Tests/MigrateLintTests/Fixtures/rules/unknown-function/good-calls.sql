CREATE EXTENSION "uuid-ossp";
CREATE TABLE visit (id int, name text, key uuid DEFAULT uuid_generate_v4());
CREATE FUNCTION current_tenant(a int DEFAULT 1) RETURNS int LANGUAGE sql AS $$ SELECT a $$;
CREATE POLICY own ON visit USING (current_tenant() = id OR public.current_tenant(2) = id);
ALTER TABLE visit ADD CHECK (char_length(name) > 0 AND text(id) <> '');
CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  RETURN f(n - 1) + later(n);
END $$;
CREATE FUNCTION later(n int) RETURNS int LANGUAGE sql AS $$ SELECT coalesce(n, 1) $$;
