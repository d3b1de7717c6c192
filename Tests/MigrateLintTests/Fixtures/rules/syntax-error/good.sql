-- A semicolon in a string, a quoted name or a body ends no statement.
CREATE TABLE client (id uuid PRIMARY KEY, "a;b" text DEFAULT ';');
CREATE FUNCTION one() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
