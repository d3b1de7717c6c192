import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Directories in which one pair takes the place of several.
@Suite(.timeLimit(.minutes(5))) struct SquashCommandTests {
  /// A copy of the platform's migrations, which goes with the test.
  private final class Copy: Sendable {
    let path: FilePath

    init() throws {
      let place = FileManager.default.temporaryDirectory.path
      path = FilePath(place).appending("heartly-squash-\(UInt64.random(in: 0 ... .max))")
      try FileManager.default.copyItem(atPath: Checkout.migrations.string, toPath: path.string)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }

    func names(_ directory: String = "") throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: path.appending(directory).string).sorted()
    }
  }

  private func squash(_ directory: FilePath, _ arguments: String...) async throws -> Program.Ended {
    try await Program(
      arguments: ["migrate", "squash", "--directory", directory.string] + arguments,
      environment: [
        "HEARTLY_EXACT_DIRECTORY": Checkout.root.appending(".heartly/exact").string
      ]
    ).run()
  }

  private func up(_ database: TestDatabase, _ directory: FilePath) async throws -> Program.Ended {
    try await Program.migrate("up", on: database, directory: directory).run()
  }

  @Test func `the first seven as one: old databases, new ones and half ones`() async throws {
    let files = try Copy()
    let seven = "1754250026000"
    let ended = try await squash(files.path, "--to", seven)
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(ended.output.contains("7 migrations are"))
    #expect(try files.names("squashed").count == 14)
    #expect(try files.names().contains("\(seven)-Squashed.up.sql"))

    try await withRunner { old, runner in
      let before = try await Program.migrate("up", "--to", seven, on: old).run()
      #expect(before.status == .exited(0), "\(before.error)")
      let first = try await up(old, files.path)
      #expect(first.status == .exited(0), "\(first.error)")
      #expect(first.output.contains("note: Squashed1754250026000: is applied, for it replaces 7"))
      let second = try await up(old, files.path)
      #expect(second.output == "No migrations are pending.\n")
      #expect(try await runner.history().count == Checkout.migrationCount - 6)

      try await withRunner { new, other in
        let ended = try await up(new, files.path)
        #expect(ended.status == .exited(0), "\(ended.error)")
        #expect(try await other.history() == (try await runner.history()))
        let changes = try await other.catalog().changes(since: try await runner.catalog())
        #expect(changes == [])
      }
      let down = try await Program.migrate("down", "--to", "0", on: old, directory: files.path)
        .run()
      #expect(down.status == .exited(0), "\(down.error)")
      #expect(try await runner.history() == [])
    }

    try await withRunner { half, runner in
      _ = try await Program.migrate("up", "--to", "1754250022000", on: half).run()
      let refused = try await up(half, files.path)
      #expect(refused.status == .exited(1))
      #expect(refused.error.contains("of which this database has only 3"))
      #expect(try await runner.history().count == 3)
      // The way out that the message names.
      _ = try await Program.migrate("up", "--to", seven, on: half).run()
      #expect(try await up(half, files.path).status == .exited(0))
    }
  }

  @Test func `rows, roles and rights are kept`() async throws {
    let fixture = try MigrationFixture()
    let role = "squash_\(UInt64.random(in: 0 ... .max))"
    try fixture.write(
      1,
      up: """
        CREATE ROLE \(role) NOLOGIN NOINHERIT;
        CREATE TABLE kind (id serial PRIMARY KEY, name text NOT NULL, size int);
        GRANT SELECT ON kind TO \(role);
        COMMENT ON TABLE kind IS 'it''s; a list';
        """,
      down: "DROP TABLE kind;\nDROP ROLE \(role);\n"
    )
    try fixture.write(
      2,
      up: "INSERT INTO kind (name) SELECT 'kind; ' || n FROM generate_series(1, 250) AS n;\n",
      down: "DELETE FROM kind;\n"
    )
    try fixture.write(
      3,
      up: """
        ALTER TABLE kind DROP COLUMN size;
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN; NEW.name := 'x'; RETURN NEW; END $f$;
        """.replacing("BEGIN;", with: "BEGIN"),
      down: "DROP FUNCTION f();\nALTER TABLE kind ADD COLUMN size int;\n"
    )
    let tooMany = try await squash(fixture.path, "--to", "3", "--row-limit", "249")
    #expect(tooMany.status == .exited(1))
    #expect(tooMany.error.contains("insert 250 rows into 1 tables"))
    #expect(fixture.fileNames().count == 6)

    let ended = try await squash(
      fixture.path,
      "--to",
      "3",
      "--name",
      "begin kinds",
      "--old-files",
      "remove",
      "--format",
      "json"
    )
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(ended.output.contains("\"rows\" : 250"))
    #expect(fixture.fileNames() == ["3-BeginKinds.down.sql", "3-BeginKinds.up.sql"])
    try await withRunner { database, runner in
      let applied = try await up(database, fixture.path)
      #expect(applied.status == .exited(0), "\(applied.error)")
      let kinds = try await runner.connection.column("SELECT name FROM kind ORDER BY id")
      #expect(kinds == (1...250).map { "kind; \($0)" })
      let next = try await runner.connection.value(
        "SELECT nextval('kind_id_seq')",
        as: Int64.self
      )
      #expect(next == 251)
      let down = try await Program.migrate("down", on: database, directory: fixture.path).run()
      #expect(down.status == .exited(0), "\(down.error)")
    }
  }

  @Test func `where there is no way back, the pair says so`() async throws {
    let fixture = try MigrationFixture()
    try fixture.write(1, up: "CREATE TABLE a (id int);\n", down: "DROP TABLE a;\n")
    try fixture.write(
      2,
      up: "CREATE TABLE b (id int);\n",
      down: "-- heartly:irreversible b is kept for the auditor\n"
    )
    let ended = try await squash(fixture.path, "--to", "2", "--old-files", "remove")
    #expect(ended.status == .exited(0), "\(ended.error)")
    #expect(ended.output.contains("no way back: Step2: b is kept for the auditor"))
    try await withRunner { database, _ in
      #expect(try await up(database, fixture.path).status == .exited(0))
      let down = try await Program.migrate("down", on: database, directory: fixture.path).run()
      #expect(down.status == .exited(1))
      #expect(down.error.contains("b is kept for the auditor"))
    }
  }

  @Test func `what cannot be squashed is refused, and no file changes`() async throws {
    let fixture = try MigrationFixture()
    try fixture.write(1, up: "CREATE TABLE a (id int);\n", down: "DROP TABLE a;\n")
    try fixture.write(2, up: "CREATE TABLE a (id int);\n", down: "DROP TABLE a;\n")
    for (arguments, expected) in [
      (["--to", "9"], "no migration has version 9"), (["--to", "1"], "only Step1 would be"),
      (["--to", "2"], "already exists"),
      (["--to", "2", "--name", "Step"], "is called Step already"),
    ] {
      let ended = try await Program(
        arguments: ["migrate", "squash", "--directory", fixture.path.string] + arguments,
        environment: [
          "HEARTLY_EXACT_DIRECTORY": Checkout.root.appending(".heartly/exact").string
        ]
      ).run()
      #expect(ended.status != .exited(0))
      #expect(ended.error.contains(expected), "\(ended.error)")
    }
    #expect(fixture.fileNames().count == 4)
  }
}
