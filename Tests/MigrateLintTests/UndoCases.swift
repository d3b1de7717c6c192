/// A pair of halves, and what the second leaves otherwise: nothing, or a part of the message.
struct UndoCase: Sendable {
  var up: String
  var down: String
  var remains: String?
  /// What there is before beside the usual.
  var before = ""
  /// Whether a server can show the same. Not where nobody knows what was before the first migration.
  var isShownByServer = true

  init(
    _ up: String,
    _ down: String,
    _ remains: String? = nil,
    before: String = "",
    isShownByServer: Bool = true
  ) {
    (self.up, self.down, self.remains) = (up, down, remains)
    (self.before, self.isShownByServer) = (before, isShownByServer)
  }

  /// What there is before each pair.
  static let base = """
    CREATE ROLE undo_bob; CREATE ROLE undo_eve;
    CREATE SCHEMA s;
    CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE DOMAIN amount AS integer DEFAULT 1 CONSTRAINT positive CHECK (VALUE > 0);
    CREATE TYPE pair AS (a integer, b integer);
    CREATE TABLE parent (id integer PRIMARY KEY);
    CREATE TABLE plain (id integer);
    CREATE TABLE t (
      id integer PRIMARY KEY, name varchar(20), status text DEFAULT 'x', number integer,
      parent integer CONSTRAINT fk REFERENCES parent, made timestamptz DEFAULT now(),
      CONSTRAINT ck CHECK (status IN ('a', 'b')), CONSTRAINT range CHECK (number BETWEEN 1 AND 9));
    CREATE INDEX ix ON t (name) WHERE status <> 'x';
    CREATE SEQUENCE q;
    CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
    CREATE RULE r AS ON DELETE TO parent DO INSTEAD NOTHING;
    CREATE VIEW v AS SELECT id, status FROM t WHERE number > 1;
    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
    CREATE POLICY p ON t FOR SELECT TO undo_bob USING (number = 1);
    CREATE PUBLICATION pub FOR TABLE t;
    CREATE STATISTICS st ON id, number FROM t;
    CREATE TEXT SEARCH CONFIGURATION conf (COPY = simple);
    ALTER TABLE t ADD CONSTRAINT later CHECK (number <> 5) NOT VALID;
    CREATE COLLATION s.col (LOCALE = 'C');

    """

  static let all = tables + columns + rights + routines + others + sameExpressions

  private static func alter(_ up: String, _ down: String, _ remains: String) -> [UndoCase] {
    [
      UndoCase("ALTER TABLE t \(up);", "ALTER TABLE t \(down);"),
      UndoCase("ALTER TABLE t \(up);", "SELECT 1;", remains),
    ]
  }

  private static let tables: [UndoCase] =
    alter("DISABLE TRIGGER g", "ENABLE TRIGGER g", "trigger g disabled")
    + alter("ENABLE ALWAYS TRIGGER g", "ENABLE TRIGGER g", "trigger g always")
    + alter("DISABLE TRIGGER USER", "ENABLE TRIGGER ALL", "trigger g disabled")
    + alter("DISABLE TRIGGER ALL", "ENABLE TRIGGER ALL", "checks of foreign keys disabled")
    + alter("REPLICA IDENTITY FULL", "REPLICA IDENTITY DEFAULT", "replica identity full, not unset")
    + alter("SET (fillfactor = 70)", "RESET (fillfactor)", "storage parameter fillfactor 70")
    + alter("CLUSTER ON t_pkey", "SET WITHOUT CLUSTER", "clustering on t_pkey")
    + alter("FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY", "security forced")
    + alter(
      "ALTER CONSTRAINT fk DEFERRABLE INITIALLY DEFERRED",
      "ALTER CONSTRAINT fk NOT DEFERRABLE",
      "constraint fk initially deferred"
    )
    + alter(
      "VALIDATE CONSTRAINT later",
      "DROP CONSTRAINT later, ADD CONSTRAINT later CHECK (number <> 5) NOT VALID",
      "constraint later validated"
    ) + [
      UndoCase(
        "ALTER TABLE t DISABLE TRIGGER ALL;",
        "ALTER TABLE t ENABLE TRIGGER USER;",
        "checks of foreign keys disabled"
      ),
      UndoCase("ALTER TABLE plain SET UNLOGGED;", "ALTER TABLE plain SET LOGGED;"),
      UndoCase("ALTER TABLE plain SET UNLOGGED;", "SELECT 1;", "logging off"),
      UndoCase("ALTER TABLE parent DISABLE RULE r;", "ALTER TABLE parent ENABLE RULE r;"),
      UndoCase("ALTER TABLE parent DISABLE RULE r;", "SELECT 1;", "firing of rule r disabled"),
      UndoCase("DROP RULE r ON parent;", "SELECT 1;", "rule r"),
      UndoCase(
        "DROP RULE r ON parent;",
        "CREATE RULE r AS ON DELETE TO parent DO INSTEAD NOTHING;"
      ),
      UndoCase("ALTER INDEX ix SET (fillfactor = 70);", "SELECT 1;", "index ix has storage"),
      UndoCase("ALTER VIEW v SET (security_barrier);", "ALTER VIEW v RESET (security_barrier);"),
      UndoCase("ALTER VIEW v SET (security_barrier);", "SELECT 1;", "parameter security_barrier"),
      UndoCase(
        "ALTER VIEW v ALTER status SET DEFAULT 'x';",
        "SELECT 1;",
        "default of column status"
      ),
      UndoCase(
        "CREATE OR REPLACE VIEW v AS SELECT id, status FROM t WHERE number > 2;",
        "SELECT 1;",
        "view v has another query"
      ),
      UndoCase(
        "CREATE OR REPLACE VIEW v AS SELECT id, status FROM t WHERE number > 2;",
        "CREATE OR REPLACE VIEW v AS SELECT id, status FROM t WHERE number > 1;"
      ),
      UndoCase("CREATE TABLE n OF pair; DROP TABLE n;", "SELECT 1;"),
      UndoCase("DROP STATISTICS st;", "SELECT 1;", "statistics st gone"),
      UndoCase("DROP STATISTICS st;", "CREATE STATISTICS st ON id, number FROM t;"),
      UndoCase("ALTER STATISTICS st SET STATISTICS 9;", "SELECT 1;", "statistics target 9"),
    ]

  private static let columns: [UndoCase] =
    alter(
      "ALTER status SET STORAGE external",
      "ALTER status SET STORAGE extended",
      "storage external"
    )
    + alter(
      "ALTER status SET COMPRESSION pglz",
      "ALTER status SET COMPRESSION default",
      "compression"
    )
    + alter(
      "ALTER number SET STATISTICS 7",
      "ALTER number SET STATISTICS -1",
      "statistics target 7"
    )
    + alter(
      "ALTER number SET (n_distinct = 5)",
      "ALTER number RESET (n_distinct)",
      "option n_distinct"
    )
    + alter(
      "ALTER status SET DEFAULT 'y'",
      "ALTER status SET DEFAULT 'x'",
      "default of column status"
    )
    + [
      UndoCase(
        "ALTER TABLE t DROP COLUMN made;",
        "ALTER TABLE t ADD COLUMN made timestamptz DEFAULT now();"
      ),
      UndoCase(
        "ALTER TABLE t DROP COLUMN parent;",
        "ALTER TABLE t ADD COLUMN parent integer CONSTRAINT fk REFERENCES parent;",
        "column parent behind"
      ),
      UndoCase(
        "CREATE TABLE n (id integer GENERATED ALWAYS AS IDENTITY); "
          + "ALTER TABLE n ALTER id SET GENERATED BY DEFAULT; DROP TABLE n;",
        "SELECT 1;"
      ),
      UndoCase("ALTER TABLE t RENAME number TO n;", "ALTER TABLE t RENAME n TO number;"),
    ]

  private static let rights: [UndoCase] = [
    UndoCase("GRANT SELECT ON t TO undo_bob;", "REVOKE SELECT ON t FROM undo_bob;"),
    UndoCase(
      "GRANT SELECT ON t TO undo_bob;",
      "SELECT 1;",
      "privileges of undo_bob SELECT, not none"
    ),
    UndoCase(
      "GRANT ALL ON t TO undo_bob;",
      "REVOKE SELECT, INSERT ON t FROM undo_bob;",
      "privileges of undo_bob"
    ),
    UndoCase("GRANT ALL ON t TO undo_bob;", "REVOKE ALL ON t FROM undo_bob;"),
    UndoCase(
      "GRANT SELECT (id) ON t TO undo_bob;",
      "SELECT 1;",
      "column id: privileges of undo_bob"
    ),
    UndoCase("GRANT SELECT (id) ON t TO undo_bob;", "REVOKE SELECT ON t FROM undo_bob;"),
    UndoCase("GRANT UPDATE ON t TO PUBLIC;", "SELECT 1;", "privileges of public UPDATE"),
    UndoCase("GRANT USAGE ON SEQUENCE q TO undo_bob;", "SELECT 1;", "sequence q has privileges"),
    UndoCase("GRANT USAGE ON SCHEMA s TO undo_bob;", "SELECT 1;", "schema s has privileges"),
    UndoCase("GRANT USAGE ON SCHEMA s TO undo_bob;", "REVOKE ALL ON SCHEMA s FROM undo_bob;"),
    UndoCase(
      "REVOKE ALL ON FUNCTION f(integer) FROM PUBLIC;",
      "SELECT 1;",
      "privileges of public none"
    ),
    UndoCase(
      "REVOKE ALL ON FUNCTION f(integer) FROM PUBLIC;",
      "GRANT EXECUTE ON FUNCTION f(integer) TO PUBLIC;"
    ),
    UndoCase(
      "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO undo_bob;",
      "REVOKE EXECUTE ON FUNCTION f(integer) FROM undo_bob;",
      "function g has privileges"
    ),
    UndoCase(
      "GRANT SELECT ON ALL TABLES IN SCHEMA public TO undo_bob;",
      "SELECT 1;",
      "table parent has"
    ),
    UndoCase("GRANT USAGE ON TYPE mood TO undo_bob;", "SELECT 1;", "type mood has privileges"),
    UndoCase(
      "GRANT SET, ALTER SYSTEM ON PARAMETER work_mem TO undo_bob;",
      "REVOKE ALL ON PARAMETER work_mem FROM undo_bob;"
    ),
    UndoCase(
      "GRANT undo_bob TO undo_eve;",
      "SELECT 1;",
      "role undo_eve has membership of undo_bob"
    ),
    UndoCase("GRANT undo_bob TO undo_eve;", "REVOKE undo_bob FROM undo_eve;"),
    UndoCase(
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO undo_bob;",
      "SELECT 1;",
      "the default privileges in schema s"
    ),
    UndoCase(
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO undo_bob;",
      "ALTER DEFAULT PRIVILEGES IN SCHEMA s REVOKE SELECT ON TABLES FROM undo_bob;"
    ),
    UndoCase("ALTER TABLE t OWNER TO undo_bob;", "SELECT 1;", "owner undo_bob"),
    UndoCase("ALTER TABLE t OWNER TO undo_bob;", "ALTER TABLE t OWNER TO CURRENT_USER;"),
    UndoCase("ALTER FUNCTION f(integer) OWNER TO undo_bob;", "SELECT 1;", "owner undo_bob"),
    UndoCase("ALTER TYPE mood OWNER TO undo_bob;", "SELECT 1;", "type mood has owner undo_bob"),
    UndoCase("ALTER SCHEMA s OWNER TO undo_bob;", "SELECT 1;", "schema s has owner undo_bob"),
    UndoCase(
      "ALTER POLICY p ON t TO undo_eve;",
      "SELECT 1;",
      "policy p for undo_eve, not undo_bob"
    ),
    UndoCase("ALTER POLICY p ON t USING (number = 2);", "SELECT 1;", "policy p another one"),
    UndoCase("ALTER POLICY p ON t USING (number = 2);", "ALTER POLICY p ON t USING (number = 1);"),
    UndoCase(
      "DROP POLICY p ON t;",
      "CREATE POLICY p ON t FOR SELECT TO undo_bob USING ((number) = 1);"
    ),
    UndoCase(
      "ALTER ROLE undo_bob SET work_mem = '1MB';",
      "SELECT 1;",
      "role undo_bob has setting work_mem"
    ),
    UndoCase("ALTER ROLE undo_bob SET work_mem = '1MB';", "ALTER ROLE undo_bob RESET work_mem;"),
    UndoCase(
      "ALTER DATABASE d SET work_mem = '1MB';",
      "SELECT 1;",
      "database d has setting work_mem",
      isShownByServer: false
    ),
    UndoCase("CREATE ROLE undo_new;", "SELECT 1;", "role undo_new is left over"),
    UndoCase("CREATE ROLE undo_new;", "DROP ROLE undo_new;"),
    UndoCase("ALTER ROLE undo_bob LOGIN;", "SELECT 1;", "role undo_bob has canlogin"),
    UndoCase("ALTER ROLE undo_bob LOGIN;", "ALTER ROLE undo_bob NOLOGIN;"),
    UndoCase(
      "SECURITY LABEL FOR x ON TABLE t IS 'y';",
      "SELECT 1;",
      "security label of x",
      isShownByServer: false
    ),
  ]

  private static func function(_ up: String, _ down: String, _ remains: String) -> [UndoCase] {
    [
      UndoCase("ALTER FUNCTION f(integer) \(up);", "ALTER FUNCTION f(integer) \(down);"),
      UndoCase("ALTER FUNCTION f(integer) \(up);", "SELECT 1;", "function f has \(remains)"),
    ]
  }

  private static let routines: [UndoCase] =
    function("STABLE", "VOLATILE", "volatility stable, not unset")
    + function("SECURITY DEFINER", "SECURITY INVOKER", "security definer")
    + function("STRICT", "CALLED ON NULL INPUT", "strict on null input")
    + function("LEAKPROOF", "NOT LEAKPROOF", "leakproof yes")
    + function("COST 5", "COST 100", "cost 5")
    + function("PARALLEL SAFE", "PARALLEL UNSAFE", "parallel safe")
    + function("SET search_path = s", "RESET search_path", "setting search_path s")
    + function("SET work_mem = '1MB'", "RESET ALL", "setting work_mem 1MB") + [
      UndoCase(
        "CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';",
        "CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';"
      ),
      UndoCase(
        "CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 2';",
        "SELECT 1;",
        "function f is another one"
      ),
      UndoCase(
        "COMMENT ON FUNCTION f(integer) IS 'x'; "
          + "CREATE OR REPLACE FUNCTION f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
        "SELECT 1;",
        "another comment"
      ),
      UndoCase(
        "DROP TRIGGER g ON t;",
        "CREATE OR REPLACE TRIGGER g BEFORE INSERT ON public.t FOR EACH ROW EXECUTE PROCEDURE g();"
      ),
      UndoCase(
        "DROP TRIGGER g ON t;",
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION g();",
        "trigger g another one"
      ),
      UndoCase(
        "CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer);",
        "DROP AGGREGATE total (integer);"
      ),
    ]

  /// What is written otherwise and kept as the same.
  private static let sameExpressions: [UndoCase] =
    [
      "CHECK (status = ANY (ARRAY['a', 'b']))", "CHECK ((status) IN ('a'::text, 'b'))",
      "CHECK (status = ANY (ARRAY['a'::text, 'b'::text]))",
    ].map {
      UndoCase("ALTER TABLE t DROP CONSTRAINT ck;", "ALTER TABLE t ADD CONSTRAINT ck \($0);")
    }
    + [
      UndoCase(
        "ALTER TABLE t DROP CONSTRAINT range;",
        "ALTER TABLE t ADD CONSTRAINT range CHECK (number >= 1 AND (number <= 9));"
      ),
      UndoCase(
        "ALTER TABLE t DROP CONSTRAINT range;",
        "ALTER TABLE t ADD CONSTRAINT range CHECK (number >= 1 AND number <= 8);",
        "constraint range"
      ),
      UndoCase(
        "ALTER TABLE t ALTER status DROP DEFAULT;",
        "ALTER TABLE t ALTER status SET DEFAULT 'x'::text;"
      ),
      UndoCase(
        "ALTER TABLE t ALTER made DROP DEFAULT;",
        "ALTER TABLE t ALTER made SET DEFAULT CURRENT_TIMESTAMP;",
        "another default of column made"
      ),
      UndoCase(
        "DROP INDEX ix;",
        "CREATE INDEX ix ON public.t USING btree (name) WHERE (status != 'x'::text);"
      ),
      UndoCase(
        "ALTER TABLE t ADD COLUMN n varchar DEFAULT 'a';",
        "ALTER TABLE t DROP COLUMN n;"
      ),
    ]
}
