extension UndoCase {
  /// An event trigger, after which the replay is no longer sure of anything.
  private static let eventTrigger = """
    CREATE FUNCTION noticed() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
    CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION noticed();
    """

  /// Domains, sequences, types, publications and whatever else is neither a table nor a function.
  static let others: [UndoCase] = [
    UndoCase(
      "DROP TABLE part_1;",
      "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (20);",
      "other bounds",
      before: """
        CREATE TABLE part (id integer) PARTITION BY RANGE (id);
        CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
        """
    ),
    UndoCase("ALTER DOMAIN amount SET DEFAULT 2;", "SELECT 1;", "type amount has another default"),
    UndoCase("ALTER DOMAIN amount SET DEFAULT 2;", "ALTER DOMAIN amount SET DEFAULT 1;"),
    UndoCase("ALTER DOMAIN amount SET NOT NULL;", "ALTER DOMAIN amount DROP NOT NULL;"),
    UndoCase("ALTER DOMAIN amount SET NOT NULL;", "SELECT 1;", "type amount has NOT NULL set"),
    UndoCase("ALTER DOMAIN amount DROP CONSTRAINT positive;", "SELECT 1;", "constraint positive"),
    UndoCase(
      "ALTER DOMAIN amount DROP CONSTRAINT positive;",
      "ALTER DOMAIN amount ADD CONSTRAINT positive CHECK (VALUE > 0);"
    ),
    UndoCase("ALTER SEQUENCE q INCREMENT BY -2;", "ALTER SEQUENCE q INCREMENT BY 1;"),
    UndoCase("ALTER SEQUENCE q INCREMENT BY -2;", "SELECT 1;", "sequence q has increment -2"),
    UndoCase("ALTER SEQUENCE q CYCLE CACHE 5;", "ALTER SEQUENCE q NO CYCLE;", "cache 5, not unset"),
    UndoCase("ALTER TYPE pair ADD ATTRIBUTE c integer;", "SELECT 1;", "type pair has column c"),
    UndoCase("ALTER TYPE mood ADD VALUE 'so';", "SELECT 1;", "type mood has value 'so' left over"),
    UndoCase(
      "ALTER PUBLICATION pub ADD TABLE parent;",
      "SELECT 1;",
      "publication pub has table parent"
    ),
    UndoCase(
      "ALTER PUBLICATION pub ADD TABLE parent;",
      "ALTER PUBLICATION pub DROP TABLE parent;"
    ),
    UndoCase(
      "ALTER PUBLICATION pub SET (publish = 'insert');",
      "SELECT 1;",
      "option publish insert"
    ),
    UndoCase("CREATE PUBLICATION more;", "SELECT 1;", "publication more is left over"),
    UndoCase("DROP PUBLICATION pub;", "CREATE PUBLICATION pub FOR TABLE t;"),
    UndoCase("DROP PUBLICATION pub;", "SELECT 1;", "publication pub is gone"),
    UndoCase(
      "ALTER TEXT SEARCH CONFIGURATION conf DROP MAPPING FOR word;",
      "SELECT 1;",
      "text search configuration conf has"
    ),
    UndoCase("DROP TEXT SEARCH CONFIGURATION conf;", "SELECT 1;", "configuration conf is gone"),
    UndoCase(
      "CREATE TEXT SEARCH DICTIONARY dict (TEMPLATE = simple);",
      "DROP TEXT SEARCH DICTIONARY dict;"
    ),
    UndoCase("CREATE CAST (mood AS amount) WITH INOUT;", "DROP CAST (mood AS amount);"),
    UndoCase(
      "CREATE CAST (mood AS pair) WITH INOUT;",
      "SELECT 1;",
      "cast (mood AS pair) is left over"
    ),
    UndoCase(
      "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);",
      "SELECT 1;",
      "operator ===(int4, int4) is left over"
    ),
    UndoCase(
      "CREATE OPERATOR === (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);",
      "DROP OPERATOR === (integer, integer);"
    ),
    UndoCase("CREATE COLLATION c (LOCALE = 'C');", "SELECT 1;", "collation c is left over"),
    UndoCase("COMMENT ON SCHEMA s IS 'x';", "SELECT 1;", "schema s has another comment"),
    UndoCase("COMMENT ON RULE r ON parent IS 'x';", "SELECT 1;", "comment"),
    UndoCase("COMMENT ON PUBLICATION pub IS 'x';", "SELECT 1;", "publication pub has comment"),
    UndoCase("COMMENT ON PUBLICATION pub IS 'x';", "COMMENT ON PUBLICATION pub IS NULL;"),
    UndoCase(
      "ALTER EVENT TRIGGER e DISABLE;",
      "SELECT 1;",
      "event trigger e has firing disabled",
      before: eventTrigger
    ),
    UndoCase(
      "ALTER EVENT TRIGGER e DISABLE;",
      "ALTER EVENT TRIGGER e ENABLE;",
      before: eventTrigger
    ),
    UndoCase(
      "DROP EVENT TRIGGER e;",
      "SELECT 1;",
      "event trigger e is gone",
      before: eventTrigger
    ),
    UndoCase(
      "SAVEPOINT a; DROP INDEX ix; ROLLBACK TO a; DROP VIEW v;",
      "SELECT 1;",
      "view v is gone",
      before: eventTrigger
    ),
    UndoCase("ALTER PUBLICATION pub RENAME TO p2;", "ALTER PUBLICATION p2 RENAME TO pub;"),
    UndoCase("ALTER PUBLICATION pub RENAME TO p2;", "SELECT 1;", "publication p2 is left over"),
    UndoCase("ALTER COLLATION s.col SET SCHEMA public;", "ALTER COLLATION col SET SCHEMA s;"),
    UndoCase(
      "ALTER COLLATION s.col SET SCHEMA public;",
      "SELECT 1;",
      "collation col is left over"
    ),
    UndoCase("ALTER COLLATION s.col RENAME TO c2;", "ALTER COLLATION s.c2 RENAME TO col;"),
    UndoCase("SET search_path = s; DROP COLLATION col;", "SELECT 1;", "collation s.col is gone"),
    UndoCase("ALTER SCHEMA s RENAME TO s2;", "ALTER SCHEMA s2 RENAME TO s;"),
    UndoCase(
      "CREATE SCHEMA s3; CREATE COLLATION s3.c (LOCALE = 'C');",
      "DROP SCHEMA s3 CASCADE;"
    ),
    UndoCase("CREATE DOMAIN d AS text CHECK (VALUE <> '');", "DROP DOMAIN d;"),
    UndoCase(
      "ALTER DOMAIN amount ADD CHECK (VALUE < 9);",
      "ALTER DOMAIN amount DROP CONSTRAINT amount_check;"
    ),
    UndoCase(
      "ALTER DOMAIN amount RENAME CONSTRAINT positive TO p2;",
      "ALTER DOMAIN amount RENAME CONSTRAINT p2 TO positive;"
    ),
    UndoCase(
      "ALTER DOMAIN amount RENAME CONSTRAINT positive TO p2;",
      "SELECT 1;",
      "constraint p2"
    ),
    UndoCase(
      "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);",
      "DROP AGGREGATE total(integer);"
    ),
    UndoCase(
      "CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);",
      "SELECT 1;",
      "function total is left over"
    ),
    UndoCase(
      "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER h FOREIGN DATA WRAPPER w;"
        + " CREATE USER MAPPING FOR undo_bob SERVER h;",
      "DROP USER MAPPING FOR undo_bob SERVER h; DROP SERVER h; DROP FOREIGN DATA WRAPPER w;"
    ),
    UndoCase("CREATE FOREIGN DATA WRAPPER w;", "SELECT 1;", "foreign-data wrapper w is left over"),
    UndoCase("DROP RULE r ON parent;", "SELECT 1;", "rule r"),
    UndoCase(
      "CREATE TABLE m (id integer); ALTER PUBLICATION pub ADD TABLE m;",
      "DROP TABLE m;"
    ),
    UndoCase(
      "CREATE TABLE m (id integer); ALTER PUBLICATION pub ADD TABLE m; DROP TABLE m;"
        + " CREATE TABLE m (id integer); ALTER PUBLICATION pub ADD TABLE m;",
      "ALTER PUBLICATION pub DROP TABLE m; DROP TABLE m;"
    ),
    UndoCase("ALTER TABLE t RENAME TO t2;", "ALTER TABLE t2 RENAME TO t;"),
    UndoCase(
      "ALTER TABLE t RENAME TO t2; ALTER PUBLICATION pub DROP TABLE t2;",
      "ALTER TABLE t2 RENAME TO t;",
      "publication pub has table t"
    ),
    UndoCase(
      "ALTER EXTENSION plpgsql UPDATE TO '2';",
      "SELECT 1;",
      "extension plpgsql has version 2",
      isShownByServer: false
    ),
    UndoCase(
      "ALTER EXTENSION plpgsql UPDATE TO '2';",
      "ALTER EXTENSION plpgsql UPDATE TO '1';",
      isShownByServer: false
    ),
    UndoCase("SAVEPOINT a; DROP INDEX ix; ROLLBACK TO a;", "SELECT 1;"),
    UndoCase(
      "SAVEPOINT a; DROP INDEX ix; SAVEPOINT b; DROP VIEW v; ROLLBACK TO b;",
      "SELECT 1;",
      "ix is gone"
    ),
    UndoCase(
      "SAVEPOINT a; CREATE TABLE n (); RELEASE a; SAVEPOINT a; DROP TABLE n; ROLLBACK TO SAVEPOINT a;",
      "DROP TABLE n;"
    ),
  ]
}
