CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  -- expect: syntax-error
  SELECT FROM WHERE;
  RETURN 1;
END $$;
CREATE FUNCTION g() RETURNS int LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  one.field := 1;
  -- expect: syntax-error
  one.field := 1 +;
  RETURN 1;
END $$;
CREATE FUNCTION h() RETURNS int LANGUAGE sql AS $$
  -- expect: syntax-error
  SELECT 1 FROM WHERE
$$;
