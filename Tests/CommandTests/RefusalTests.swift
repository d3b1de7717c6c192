import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Bad input: one clear message, exit status 1, and nothing changed.
@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
  @Test(arguments: [
    ("postgres://u:s3cret@127.0.0.1:1/x", "Connection refused"),
    ("host=/nonexistent user=u password=s3cret", "No such file or directory"),
    ("postgress://u:s3cret@h/x", "invalid connection settings"),
    ("postgres://u:s3/cret@h/x", "write the characters / @ : ? #"),
  ])
  func `a server that cannot be reached`(address: String, account: String) async throws {
    for command in ["up", "status", "down"] {
      let ended = try await Program(
        arguments: [
          "migrate", command, "--database-url", address, "-d", Checkout.migrations.string,
        ]
      ).run()
      #expect(ended.status == .exited(1))
      #expect(ended.output == "")
      #expect(ended.error.hasPrefix("error: ") && ended.error.contains(account), "\(ended.error)")
      #expect(!ended.error.contains("cret"))
      #expect(ended.error.split(separator: "\n").count == 1)
    }
  }

  @Test func `a database that does not exist`() async throws {
    try await withTestDatabase { database in
      let gone = database.connectionString.replacing(database.name, with: "no_such_database")
      let ended = try await Program(
        arguments: ["migrate", "up", "--database-url", gone, "-d", Checkout.migrations.string]
      ).run()
      #expect(ended.status == .exited(1))
      #expect(ended.error.contains("database \"no_such_database\" does not exist"))
    }
  }

  @Test func `a directory that is missing, empty, or holds what is no migration`() async throws {
    try await withTestDatabase { database in
      let files = try MigrationFixture()
      let missing = files.path.appending("missing")
      let first = try await Program.migrate("up", on: database, directory: missing).run()
      #expect(first.status == .exited(1))
      #expect(
        first.error == """
          error: \(missing): there is no such directory; `--directory` says where the migrations are

          """
      )
      let second = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(second.status == .exited(1))
      #expect(second.error.hasPrefix("error: \(files.path)"), "\(second.error)")
      try files.writeFile("one.up.sql", "SELECT 1;\n")
      let third = try await Program.migrate("up", on: database, directory: files.path).run()
      #expect(third.status == .exited(1))
      #expect(third.error.contains("one.up.sql"), "\(third.error)")
    }
  }

  @Test(arguments: [
    ["migrate", "up", "--nonsense"], ["migrate", "up", "--to", "x"],
    ["migrate", "down", "--steps", "0"],
    ["migrate", "down", "--steps", "1", "--to", "1"], ["migrate", "up", "--lock-timeout", "0"],
    ["migrate", "nonsense"], ["migrate", "up", "--format", "xml"], ["migrate", "new"],
    ["migrate", "redo", "--steps", "-1"],
  ])
  func `a command line that cannot be understood ends with 2`(arguments: [String]) async throws {
    let ended = try await Program(arguments: arguments).run()
    #expect(ended.status == .exited(2), "\(ended)")
    #expect(ended.output == "")
    #expect(!ended.error.isEmpty)
  }

  @Test func `a lock that is not had ends with 3 and names who has it`() async throws {
    try await withRunner { database, runner in
      let files = try MigrationFixture()
      try files.write(1, up: "ALTER TABLE held ADD COLUMN a int;\n")
      try await runner.connection.execute("CREATE TABLE held ()")
      let holder = try await database.connect()
      defer { holder.close() }
      try await holder.execute("BEGIN")
      try await holder.execute("LOCK TABLE held")
      let ended = try await Program.migrate(
        "up",
        "--lock-retry",
        "0",
        on: database,
        directory: files.path
      ).run()
      #expect(ended.status == .exited(3))
      #expect(ended.error.contains("process \(holder.backendProcessID), role "), "\(ended.error)")

      try await holder.execute(
        "SELECT pg_advisory_lock(\(Int32(0x6872_6C79)), 1)"
      )
      let busy = try await Program.migrate(
        "up",
        "--runner-timeout",
        "0",
        "--format",
        "json",
        on: database,
        directory: files.path
      ).run()
      #expect(busy.status == .exited(3))
      #expect(
        busy.error.contains("another runner of migrations is at work in this database"),
        "\(busy.error)"
      )
    }
  }
}
