CREATE FUNCTION walk() RETURNS void LANGUAGE plpgsql AS $$
DECLARE c CURSOR FOR SELECT * FROM pg_class; d CURSOR (k int) FOR SELECT k;
BEGIN
  FOR r IN c LOOP NULL; END LOOP;
  FOR r IN d(1) LOOP NULL; END LOOP;
END $$;
SELECT u.a FROM unnest(ARRAY[1], ARRAY['x']) AS u(a, b);
SELECT * FROM ROWS FROM (unnest(ARRAY[1], ARRAY[2]), generate_series(1, 2)) WITH ORDINALITY;
CREATE TYPE pair AS (a int, b text);
CREATE TABLE holder (x pair);
CREATE VIEW expanded AS SELECT (x).* FROM holder;
SELECT a, b FROM expanded;
CREATE TABLE copy AS SELECT (x).* FROM holder;
CREATE INDEX ON copy (a);
SELECT f1, f2 FROM (SELECT (row(1, 2)).*) AS s;
CREATE TYPE floatrange AS RANGE (subtype = float8);
CREATE TABLE spans (m floatmultirange);
CREATE TYPE days AS RANGE (subtype = date, multirange_type_name = many_days);
CREATE TABLE stays (m many_days);
SELECT many_days(days('2024-01-01', '2024-02-01'));
CREATE TABLE a (id int);
SELECT j.id FROM a x JOIN a y USING (id) AS j;
CREATE FUNCTION of_system(r pg_class) RETURNS SETOF pg_index LANGUAGE sql AS 'SELECT * FROM pg_index';
CREATE TABLE q (x pg_class, y pg_node_tree);
CREATE SEQUENCE s;
SELECT last_value, is_called, log_cnt FROM s;
SELECT current_date, nullif FROM (SELECT current_date, nullif(1, 2)) AS z;
SELECT localtimestamp, session_user FROM (SELECT localtimestamp(0), session_user) AS z;
SELECT xmlforest, xmlconcat FROM (SELECT xmlforest(1 AS one), xmlconcat('<a/>')) AS z;
CREATE TABLE b (id int, k int);
CREATE STATISTICS st ON id, k FROM b;
ALTER STATISTICS st RENAME TO st2;
DROP STATISTICS st2;
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) ? 'org_id' THEN NEW.org_id := 1; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER x BEFORE INSERT ON b FOR EACH ROW EXECUTE FUNCTION tf();
INSERT INTO b VALUES (1);
CREATE FUNCTION shin(cstring) RETURNS shx LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION shout(shx) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE shx (INPUT = shin, OUTPUT = shout, LIKE = int4);
CREATE TABLE of_shell (a shx);
