CREATE TABLE client (id uuid PRIMARY KEY, name text, visits int, changed timestamptz);
CREATE TABLE visit (id uuid PRIMARY KEY, client_id uuid);
CREATE FUNCTION count_visits(who uuid, INOUT total int, OUT label text) LANGUAGE plpgsql AS $body$
#variable_conflict use_column
<<whole>>
DECLARE
  one record;
  row client%ROWTYPE;
  its client.name%TYPE;
  given ALIAS FOR $1;
  more CURSOR (least int) FOR SELECT id FROM client WHERE visits > least;
  open_one refcursor;
  list int[] := ARRAY[1, 2];
BEGIN
  SELECT visits, name INTO STRICT total, its FROM client WHERE id = who;
  SELECT c.*, v.id AS visit_id INTO one FROM client c JOIN visit v ON v.client_id = c.id;
  IF one.visit_id IS NULL AND row.visits > whole.total THEN
    one.name := 'x';
    list[1] := total;
  ELSIF FOUND OR whole.its = 'x' THEN
    RAISE NOTICE 'client %', one.name USING HINT = its, ERRCODE = '22000';
  END IF;
  FOR i IN REVERSE 10..1 BY 2 LOOP
    CONTINUE WHEN i = 3;
    total := total + i;
  END LOOP;
  <<each>>
  FOR one IN SELECT id, count(*) AS n FROM client GROUP BY id LOOP
    EXIT each WHEN one.n > 3;
  END LOOP;
  FOR found_id IN more(3) LOOP
    PERFORM found_id.id;
  END LOOP;
  FOREACH total IN ARRAY list LOOP
    label := label || total;
  END LOOP;
  OPEN open_one FOR EXECUTE 'SELECT id FROM client WHERE visits = $1' USING total;
  FETCH open_one INTO one;
  CLOSE open_one;
  CREATE TEMP TABLE found_ones (x int) ON COMMIT DROP;
  INSERT INTO found_ones (x) SELECT visits FROM client;
  SELECT count(x) INTO total FROM found_ones;
  EXECUTE format('SELECT %I FROM client', its) INTO label;
  INSERT INTO client AS c (id, name) VALUES (who, its)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE c.visits > total
    RETURNING visits INTO total;
  BEGIN
    SELECT nothing INTO total FROM nowhere;
  EXCEPTION WHEN undefined_table OR undefined_column THEN
    label := SQLERRM || SQLSTATE;
  END;
  GET DIAGNOSTICS total = ROW_COUNT;
  CASE total WHEN 1, 2 THEN label := 'few'; ELSE label := 'many'; END CASE;
END $body$;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'client' THEN
    NEW.changed := now();
  ELSE
    NEW.client_id := NULL;
  END IF;
  INSERT INTO visit SELECT gone.* FROM changed_rows gone;
  RETURN NEW;
END $$;
CREATE TRIGGER stamp BEFORE UPDATE ON client FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TRIGGER stamp BEFORE UPDATE ON visit FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TRIGGER all_of_them AFTER INSERT ON visit REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION stamp();
CREATE FUNCTION later() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT n FROM made_later); END';
CREATE TABLE made_later (n bigint);
CREATE FUNCTION name_of(who uuid, pair client) RETURNS text LANGUAGE sql AS $$
  SELECT name FROM client WHERE id = who OR id = $1 OR id = name_of.who OR id = pair.id
$$;
CREATE FUNCTION name_too(who uuid) RETURNS text LANGUAGE sql
  RETURN (SELECT name FROM client WHERE id = who);
