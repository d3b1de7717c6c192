import MigrateLint
import Postgres
import PostgresSyntax
import TestDatabase
import Testing

@Suite struct UndoTests {
  static let base = """
    CREATE TABLE client (id uuid PRIMARY KEY, name text NOT NULL, age integer DEFAULT 1);
    CREATE INDEX ix ON client (name);
    CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE VIEW v AS SELECT id FROM client;

    """

  @Test(arguments: [
    (
      "CREATE TABLE visit (id serial PRIMARY KEY, c uuid REFERENCES client);",
      "DROP TABLE visit;"
    ),
    ("ALTER TABLE client ADD COLUMN note text;", "ALTER TABLE client DROP COLUMN note;"),
    ("ALTER TABLE client RENAME COLUMN name TO n;", "ALTER TABLE client RENAME COLUMN n TO name;"),
    ("ALTER TABLE client RENAME TO c;", "ALTER TABLE c RENAME TO client;"),
    ("DROP INDEX ix;", "CREATE INDEX ix ON client (name);"),
    (
      "ALTER TABLE client ALTER COLUMN age SET DEFAULT 4;",
      "ALTER TABLE client ALTER COLUMN age SET DEFAULT 1;"
    ),
    (
      "CREATE SEQUENCE q; ALTER SEQUENCE q OWNED BY client.age;",
      "ALTER SEQUENCE q OWNED BY NONE; DROP SEQUENCE q;"
    ),
    (
      "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2';",
      "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 1';"
    ),
    (
      "ALTER TABLE client ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON client USING (true);",
      "DROP POLICY p ON client; ALTER TABLE client DISABLE ROW LEVEL SECURITY;"
    ),
    ("CREATE TYPE mood AS ENUM ('good');", "DROP TYPE mood;"),
    ("CREATE SCHEMA s; CREATE TABLE s.t (id int);", "DROP SCHEMA s CASCADE;"),
    ("DROP TABLE client CASCADE;", "-- heartly:irreversible the rows are gone\n"),
  ])
  func `a down that restores the catalog gives no finding`(up: String, down: String) throws {
    #expect(try lint((.up, Self.base), (.up, up), (.down, down)) == [])
  }

  @Test(arguments: [
    ("CREATE TABLE visit (id int);", "SELECT 1;", "table visit is left over"),
    (
      "ALTER TABLE client ADD COLUMN note text;", "SELECT 1;",
      "table client has column note left over"
    ),
    (
      "ALTER TABLE client DROP COLUMN age;", "ALTER TABLE client ADD COLUMN age bigint DEFAULT 1;",
      "column age of type bigint, not integer"
    ),
    (
      "ALTER TABLE client DROP COLUMN name; CREATE VIEW w AS SELECT id FROM client;",
      "ALTER TABLE client ADD COLUMN name text; DROP VIEW w;",
      "table client has column name nullable, column name behind the others"
    ),
    (
      "DROP INDEX ix;", "CREATE UNIQUE INDEX ix ON client (name);",
      "index ix has another definition"
    ),
    (
      "CREATE OR REPLACE FUNCTION f() RETURNS integer LANGUAGE sql AS 'SELECT 2';", "SELECT 1;",
      "function f is another one"
    ),
    (
      "ALTER TABLE client ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON client USING (true);",
      "DROP POLICY p ON client;", "table client has row-level security enabled"
    ),
    ("CREATE SCHEMA s;", "SELECT 1;", "schema s is left over"),
    ("COMMENT ON TABLE client IS 'x';", "SELECT 1;", "table client has another comment"),
    ("CREATE EXTENSION citext;", "SELECT 1;", "extension citext is left over"),
  ])
  func `a down that leaves something otherwise names it`(
    up: String,
    down: String,
    what: String
  ) throws {
    let texts = [(LintSource.Role.up, Self.base), (.up, up), (.down, down)]
    let sources = texts.enumerated().map {
      LintSource(path: "\($0.offset)", bytes: Array($0.element.1.utf8), role: $0.element.0)
    }
    let found = Linter(parser: try Parser.load(), configuration: .withoutRisks).lint(sources)
    #expect(found.map(\.rule) == [.downIncomplete])
    #expect(found.first?.message.contains(what) == true, "\(found.map(\.message))")
    #expect(found.first?.place.file == "1")
  }

  @Test(arguments: UndoCase.all)
  func `a down is compared with its up in all that a catalog holds`(pair: UndoCase) throws {
    let base = UndoCase.base + pair.before
    let texts = [(LintSource.Role.up, base), (.up, pair.up), (.down, pair.down)]
    let sources = texts.enumerated().map {
      LintSource(path: "\($0.offset)", bytes: Array($0.element.1.utf8), role: $0.element.0)
    }
    let found = Linter(parser: try Parser.load(), configuration: .withoutRisks).lint(sources)
      .filter { $0.place.file != "0" }
    #expect(found.allSatisfy { $0.severity != .error }, "\(found.map(\.message))")
    let undone = found.filter { $0.rule == .downIncomplete }
    guard let remains = pair.remains else {
      return #expect(undone.isEmpty, "\(pair.up) \(pair.down): \(undone.map(\.message))")
    }
    #expect(
      undone.contains { $0.message.contains(remains) && $0.place.file == "1" },
      "\(pair.up) \(pair.down): \(undone.map(\.message))"
    )
  }

  @Test func `PostgreSQL's catalog is the same after a pair just where no finding says otherwise`()
    async throws
  {
    try await withTestConnection { connection in
      for pair in UndoCase.all where pair.isShownByServer {
        try await connection.execute(SQLScript(text: "BEGIN; " + UndoCase.base + pair.before))
        let before = try await ServerState.lines(connection)
        do {
          try await connection.execute(SQLScript(text: pair.up))
          try await connection.execute(SQLScript(text: pair.down))
        } catch {
          Issue.record("\(pair.up) \(pair.down): \(error)")
          try await connection.execute("ROLLBACK")
          continue
        }
        let after = try await ServerState.lines(connection)
        try await connection.execute("ROLLBACK")
        let differences = before.symmetricDifference(after).sorted()
        #expect(
          differences.isEmpty == (pair.remains == nil),
          "\(pair.up) \(pair.down): \(differences)"
        )
      }
    }
  }

  @Test func `a view of a dump is the same as the one that is written by hand`() throws {
    let found = try lint(
      (
        .baseline,
        "CREATE TABLE public.t (id integer); CREATE VIEW public.v AS SELECT t.id FROM public.t;"
      ),
      (.up, "DROP VIEW v;"),
      (.down, "CREATE VIEW v AS SELECT id FROM t;")
    )
    #expect(found == [])
  }

  @Test func `what a down does is not there for the files after it`() throws {
    let found = try lint(
      (.up, Self.base),
      (.up, "ALTER TABLE client ADD COLUMN note text;"),
      (.down, "ALTER TABLE client DROP COLUMN note;"),
      (.up, "CREATE INDEX ON client (note);")
    )
    #expect(found == [])
  }

  @Test func `a down that fails on what its up made is told at its place`() throws {
    let found = try lint(
      (.up, Self.base),
      (.up, "CREATE TABLE visit (id int);\n"),
      (.down, "DROP TABLE vist;\n")
    )
    #expect(found == ["3.sql:1:12 error unknown-table → visit"])
  }

  @Test func `what a mistake in an up brings with it in the down is not told`() throws {
    let found = try lint(
      (.up, Self.base),
      (.up, "CREATE INDEX j ON client (nam);\n"),
      (.down, "DROP INDEX IF EXISTS j;\n")
    )
    #expect(found == ["2.sql:1:27 error unknown-column → name"])
  }

  @Test func `a missing down is told where pairs are expected`() throws {
    let found = try lint(
      (.up, Self.base),
      (.down, "DROP VIEW v; DROP TABLE client; DROP FUNCTION f();"),
      (.up, "CREATE TABLE t ();"),
      (.up, "CREATE TABLE u ();"),
      expectsDowns: true
    )
    #expect(found == ["3.sql:1:1 warning down-missing", "4.sql:1:1 warning down-missing"])
  }

  @Test func `what is not known is not compared`() throws {
    let up = "DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'client'); END $$;"
    let found = try lint((.up, Self.base), (.up, up), (.down, "SELECT 1;"))
    #expect(found == ["2.sql:1:1 note not-analysed"])
  }
}
