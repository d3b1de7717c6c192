import Foundation
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Files that cannot be applied again and again, and what the analyser finds in those that can.
@Suite(.timeLimit(.minutes(4))) struct RepeatableRefusalTests {
  @Test(arguments: [
    ("CREATE VIEW a AS SELECT 1;", "write CREATE OR REPLACE, or before it DROP VIEW IF EXISTS a"),
    ("DROP VIEW a; CREATE VIEW a AS SELECT 1;", "DROP VIEW fails where there is nothing to drop"),
    ("DROP VIEW IF EXISTS b; CREATE VIEW a AS SELECT 1;", "DROP VIEW IF EXISTS a"),
    (
      "CREATE TRIGGER t BEFORE INSERT ON client FOR EACH ROW EXECUTE FUNCTION f();",
      "DROP TRIGGER IF EXISTS t ON client"
    ),
    ("CREATE TABLE t (id integer);", "CREATE TABLE is no statement that can be applied again"),
    ("ALTER TABLE client ADD age integer;", "ALTER TABLE is no statement"),
    ("INSERT INTO client VALUES (1);", "INSERT is no statement"),
    ("ALTER VIEW a RENAME TO b;", "ALTER … RENAME is no statement"),
    ("REINDEX TABLE CONCURRENTLY client;", "cannot run in a transaction"),
    ("VACUUM client;", "cannot run in a transaction"),
    ("-- heartly:no-transaction\nGRANT SELECT ON client TO PUBLIC;", "delete the directive"),
    (
      "DROP TYPE IF EXISTS t CASCADE; CREATE TYPE t AS ENUM ('x');",
      "DROP TYPE … CASCADE may take columns and constraints of tables with it"
    ),
    (
      "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT 1;", "DROP MATERIALIZED VIEW IF EXISTS m"
    ),
    ("COMMIT;", "COMMIT is refused"),
    ("GRANT 'x", "is never closed"),
    ("", "holds no SQL statement"),
  ])
  func `what cannot be applied again is refused, before anything runs`(text: String, words: String)
    async throws
  {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", text)
      let ended = try await bench.program("up").run()
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains(words), "\(ended.error)")
      #expect(ended.error.contains("\(bench.files.path)/a.sql"), "\(ended.error)")
      #expect(
        try await bench.connection.value("SELECT to_regclass('client') IS NULL", as: Bool.self)
      )
    }
  }

  @Test func `lint judges them after the last migration`() async throws {
    try await withRepeatables { bench in
      try bench.files.writeFile("a.sql", "CREATE OR REPLACE VIEW a AS SELECT nam FROM client;\n")
      try bench.files.writeFile("0.sql", "CREATE OR REPLACE VIEW z AS SELECT name FROM b;\n")
      try bench.files.writeFile("b.sql", "CREATE OR REPLACE VIEW b AS SELECT name FROM client;\n")
      let ended = try await Program(
        arguments: [
          "migrate", "lint", bench.migrations.path.string, "--repeatable", bench.files.path.string,
        ]
      ).run()
      #expect(ended.status == .exited(1))
      #expect(
        ended.output.contains(
          "\(bench.files.path)/a.sql:1:36: error: table client has no column nam"
        ),
        "\(ended.output)"
      )
      #expect(ended.output.contains("5 files: 1 error\n"), "\(ended.output)")
    }
  }
}
