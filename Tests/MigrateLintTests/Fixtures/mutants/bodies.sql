CREATE TABLE t (id integer, name text, n numeric);
-- mutants
CREATE FUNCTION a(x int, OUT y int, INOUT z text) LANGUAGE plpgsql AS $$ BEGIN y := 1; z := 'a'; {{RETURN | RETURN 1 | RETURN NEXT | RETURN NEXT y | RETURN QUERY SELECT 1 | q := 1 | x := 5 | a.x := 5 | a.y := 2 | b.x := 2 | $1 := 5 | found := true | new := NULL}}; END $$;

CREATE FUNCTION b() RETURNS SETOF t LANGUAGE plpgsql AS $$ DECLARE r t; BEGIN FOR r IN SELECT * FROM t LOOP r.id := 5; RETURN {{NEXT r | NEXT | r | QUERY SELECT 1, 'a', 2.0 | QUERY EXECUTE 'SELECT 1' USING 5}}; END LOOP; {{RETURN | RETURN r}}; END $$;

CREATE FUNCTION c() RETURNS TABLE (k int, v text) LANGUAGE plpgsql AS $$ BEGIN k := 1; v := 'a'; RETURN {{NEXT | NEXT k}}; <<l>> FOR i IN REVERSE 5..1 BY 2 LOOP EXIT l WHEN i = 3; CONTINUE {{l | m | WHEN i = 5}}; END LOOP {{l | m | }}; END {{; | c | c;}} $$;

CREATE PROCEDURE d(INOUT p int) LANGUAGE plpgsql AS $$ DECLARE m text; s text; nn int NOT NULL{{ := 1 | }}; BEGIN GET DIAGNOSTICS p = {{ROW_COUNT | RESULT_OID | MESSAGE_TEXT | PG_CONTEXT | row_cont}}; BEGIN PERFORM 1; EXCEPTION WHEN {{unique_violation OR SQLSTATE '23514' | uniq_violation | SQLSTATE '2351' | others | division_by_zero}} THEN GET STACKED DIAGNOSTICS m = {{MESSAGE_TEXT | ROW_COUNT}}, {{s = RETURNED_SQLSTATE | ss = RETURNED_SQLSTATE}}; RAISE; END; END $$;

CREATE PROCEDURE d(INOUT p int) LANGUAGE plpgsql AS $$ DECLARE k CONSTANT int := 5; arr int[]; r record; BEGIN arr[1] := 5; r := NULL; COMMIT; {{NULL | k := 1 | RETURN | RETURN 5 | SELECT 1 INTO k | SELECT 1 INTO STRICT p | SELECT 1, 2 INTO p, zz | SELECT 1, 2 INTO p, r | EXECUTE 'SELECT 1' INTO p USING 5 | EXECUTE 'SELECT 1' INTO pp | UPDATE t SET id = 1 RETURNING id INTO p | UPDATE t SET id = 1 RETURNING id INTO STRICT ppp | EXIT | CONTINUE}}; END $$;

CREATE FUNCTION e() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE {{EXCEPTION 'a % b %%' , 1 | EXCEPTION 'a %' | EXCEPTION 'a', 1 | NOTICE 'x%%' | 'x' | division_by_zero | divison_by_zero | SQLSTATE '22012' | EXCEPTION USING MESSAGE = 'x', ERRCODE = 'unique_violation' | EXCEPTION 'x' USING HINT = 'a' || 'b', ERCODE = 'x' | unique_violation USING MESSAGE = 'a' | WARNING 'a: %, b: %', 1, coalesce(2, 3) | INFO '%', (SELECT max(id) FROM t)}}; END $$;

CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE c CURSOR (a int, b text) FOR SELECT * FROM t WHERE id = a AND name = b; u refcursor; d NO SCROLL CURSOR FOR SELECT 1; x int; r record; BEGIN OPEN {{c(1, 'a') | c(1) | c | c(1, 'a', 2) | c(b := 'a', a := 1) | d | d(1) | u | u FOR SELECT 1 | u SCROLL FOR SELECT 1 | c FOR SELECT 1 | x | y | r | u FOR EXECUTE 'SELECT 1' USING 5}}; FETCH {{NEXT FROM c | c | ABSOLUTE 5 FROM c | q | NEXT IN u | x | LAST FROM d}} INTO {{x | x, r | zz}}; MOVE {{FORWARD 2 FROM c | z}}; CLOSE {{c | x | u | y}}; RETURN x; END $$;

CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ DECLARE c CURSOR (a int, b text) FOR SELECT * FROM t WHERE id = a AND name = b; u refcursor; d CURSOR FOR SELECT 1; x int; r record; BEGIN FOR {{r IN c(1, 'b') | r IN c | q IN c(1, 'c') | q IN d | q IN d(1) | q IN u | r IN SELECT 1 | q IN SELECT 1 | x, r IN SELECT 1, 2 | x IN SELECT 1 | r IN EXECUTE 'SELECT 1' USING 2 | q IN EXECUTE 'SELECT 1' | q IN 1..5 | x IN 1..5}} LOOP NULL; END LOOP; RETURN x; END $$;

CREATE FUNCTION g(arr int[]) RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; row int[]; al ALIAS FOR $1; BEGIN FOREACH {{x | y}} IN ARRAY arr LOOP NULL; END LOOP; FOREACH {{row | rowx}} SLICE 1 IN ARRAY al LOOP x := row[1]; END LOOP; RETURN{{ x | }}; END; $$;

CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$ DECLARE x int; BEGIN <<blk>> DECLARE y int; BEGIN y := 1; blk.y := 2; EXIT {{blk | WHEN true | blk WHEN y = 2}}; {{NULL | CONTINUE blk}}; END{{ | blk | blx}}; WHILE x > 0 LOOP x := x - 1; IF x = 3 THEN {{EXIT | CONTINUE}}; ELSIF x = 2 THEN CONTINUE; ELSE {{x := 1 | y := 1}}; END IF; END LOOP; CASE x WHEN 1 THEN x := 2; ELSE NULL; END CASE; RETURN x; END; $$;

CREATE FUNCTION h() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := 'x'; new.id = 5; {{OLD.id := 1 | NEWW.id := 1 | TG_OP := 'x' | NULL}}; RETURN {{NEW | NULL | OLD}}; END $$;

CREATE FUNCTION h() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN{{ NULL | }}; END $$;

CREATE FUNCTION i() RETURNS event_trigger LANGUAGE plpgsql AS $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM pg_event_trigger_ddl_commands() LOOP RAISE NOTICE '% %', tg_tag, r.object_identity; END LOOP; {{RETURN | RETURN NULL | NEW.x := 1}}; END $$;

DO $$ DECLARE r record; v int; BEGIN FOR r IN SELECT 1 AS a LOOP v := r.a; END LOOP; {{NULL | RETURN | RETURN 1 | w := 1 | EXIT | RAISE NOTICE '%'}}; END $$;

CREATE FUNCTION "Mixed"(_p int) RETURNS int LANGUAGE plpgsql AS $$ #variable_conflict use_column
DECLARE "V" int; _v int; v_a int = 5; BEGIN "V" := 1; _v := 5; {{"V" | V | v}} := 3; "Mixed"._p := 2; {{<<x>> | }} LOOP EXIT; END LOOP; RETURN _v; END $$;

CREATE FUNCTION j(int, text DEFAULT 'a') RETURNS int LANGUAGE plpgsql AS 'DECLARE x int; BEGIN x := $1; {{x | y}} := 5; RAISE NOTICE ''% is %''{{, 1, 2 | , 1}}; RETURN x; END';

CREATE FUNCTION k() RETURNS refcursor LANGUAGE plpgsql AS $$ DECLARE c refcursor := 'mine'; BEGIN OPEN c {{FOR SELECT 1 | }}; RETURN c; END $$;
