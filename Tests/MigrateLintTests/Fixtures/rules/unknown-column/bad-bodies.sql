CREATE TABLE client (id uuid PRIMARY KEY, name text, visits int);
CREATE FUNCTION count_visits(who uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  total int := 0;
  whole client%ROWTYPE;
BEGIN
  -- expect-later: unknown-column
  SELECT visit INTO total FROM client WHERE id = who;
  FOR i IN 1..10 LOOP
    -- expect-later: unknown-column
    total := total + j;
  END LOOP;
  -- expect-later: unknown-column
  EXECUTE 'UPDATE client SET visitz = 1';
  -- expect-later: unknown-column
  RETURN whole.visit;
END $$;
CREATE FUNCTION name_of(who uuid) RETURNS text LANGUAGE sql AS $$
  -- expect: unknown-column
  SELECT nme FROM client WHERE id = who
$$;
CREATE FUNCTION name_too(who uuid) RETURNS text LANGUAGE sql
BEGIN ATOMIC
  -- expect: unknown-column
  SELECT nme FROM client WHERE id = who;
END;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- expect-later: unknown-column
  SELECT now() INTO NEW.changed;
  RETURN NEW;
END $$;
CREATE TRIGGER touch BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION touch();
