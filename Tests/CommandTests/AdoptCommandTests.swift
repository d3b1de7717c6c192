import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// Databases that TypeORM has migrated, taken over by the program.
@Suite(.timeLimit(.minutes(5))) struct AdoptCommandTests {
  /// The migrations that TypeORM has applied: the seven of the application before this one.
  private static let historic = 7
  private static let newestHistoric = "1754250026000"
  /// Four more than those.
  private static let later = "1754250030000"

  /// What TypeORM 0.3 makes for itself.
  private static let table = """
    CREATE TABLE "migrations" ("id" SERIAL NOT NULL, "timestamp" bigint NOT NULL, "name" character \
    varying NOT NULL, CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY ("id"));
    """

  /// A database as TypeORM leaves it: seven migrations and its own table, and nothing of ours.
  private func withHistoric(
    _ body: (TestDatabase, Runner) async throws -> Void
  ) async throws {
    try await withRunner { database, runner in
      let up = Program.migrate("up", "--to", Self.newestHistoric, on: database)
      #expect(try await up.run().status == .exited(0))
      let connection = runner.connection
      try await connection.execute(SQLScript(text: Self.table))
      try await connection.execute(
        """
        INSERT INTO migrations ("timestamp", name)
        SELECT version, name || version FROM heartly_migration.history ORDER BY version
        """
      )
      try await connection.execute("DROP SCHEMA heartly_migration CASCADE")
      try await body(database, runner)
    }
  }

  private func adopt(_ database: TestDatabase, _ arguments: String...) -> Program {
    var program = Program.migrate("adopt", on: database)
    program.arguments += ["--from", "typeorm", "--scratch-url", database.connectionString]
    program.arguments += arguments
    return program
  }

  /// What TypeORM would find applied, in its order.
  private func typeORM(_ connection: Connection) async throws -> [String] {
    try await connection.column("SELECT name FROM migrations ORDER BY \"timestamp\"")
  }

  @Test func `the historic seven are taken over, and up runs the rest`() async throws {
    let expected = try await undisturbed()
    try await withHistoric { database, runner in
      let adopted = try await adopt(database).run()
      #expect(adopted.status == .exited(0), "\(adopted.error)")
      #expect(adopted.output.hasSuffix("7 migrations recorded; nothing was run.\n"))
      let again = try await adopt(database).run()
      #expect(again.output == "All 7 are recorded already.\n")
      let up = try await Program.migrate("up", on: database).run()
      #expect(up.status == .exited(0), "\(up.error)")
      #expect(try await typeORM(runner.connection).count == Self.historic)
      try await runner.connection.execute("DROP TABLE migrations")
      #expect(try await runner.catalog().changes(since: expected) == [])
    }
  }

  private func undisturbed() async throws -> CatalogSnapshot {
    try await withTestDatabase { database in
      try #require(try await Program.migrate("up", on: database).run().status == .exited(0))
      let connection = try await database.connect()
      defer { connection.close() }
      return try await CatalogSnapshot(of: connection)
    }
  }

  @Test func `a database that is not what the files make is refused`() async throws {
    try await withHistoric { database, runner in
      try await runner.connection.execute("DROP INDEX \"IDX_client_facility\"")
      let refused = try await adopt(database).run()
      #expect(refused.status == .exited(1))
      #expect(refused.error.contains("index public.\"IDX_client_facility\" is missing"))
      let document = try await adopt(database, "--format", "json", "--accept-differences").run()
      #expect(document.status == .exited(0), "\(document.error)")
      #expect(document.output.contains("\"object\" : \"index public.\\\"IDX_client_facility\\\"\""))
      #expect(try await runner.history().count == Self.historic)
    }
  }

  @Test func `ten at once record everything once`() async throws {
    try await withHistoric { database, runner in
      let statuses = try await withThrowingTaskGroup(of: TerminationStatus.self) { group in
        for _ in 0..<10 { group.addTask { try await adopt(database).run().status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: .exited(0), count: 10))
      #expect(try await runner.history().count == Self.historic)
      let up = try await Program.migrate("up", "--dry-run", on: database).run()
      #expect(up.status == .exited(0), "\(up.error)")
    }
  }

  @Test func `one that is killed has written nothing, and the next takes over`() async throws {
    try await withHistoric { database, runner in
      // Its own reading of the catalog waits for this lock, with the runner's lock held.
      let other = try await database.connect()
      try await other.execute("BEGIN")
      try await other.execute("LOCK TABLE migrations IN ACCESS EXCLUSIVE MODE")
      let killed = try await adopt(database).run { signal in
        try await runner.hangs(in: "its question for the table")
        try signal(.kill)
      }
      #expect(killed.status == .signaled(9))
      other.close()
      try await runner.isGone()
      let schema: String? = try await runner.connection.query(
        "SELECT to_regnamespace('heartly_migration')::text"
      ).only().decode(0)
      #expect(schema == nil)
      let second = try await adopt(database).run()
      #expect(second.status == .exited(0), "\(second.error)")
      #expect(try await runner.history().count == Self.historic)
    }
  }

  @Test func `TypeORM's table is kept current in both directions, once it was asked for`()
    async throws
  {
    try await withHistoric { database, runner in
      let adopted = try await adopt(database, "--dual-write", "typeorm").run()
      #expect(adopted.status == .exited(0), "\(adopted.error)")
      func run(_ arguments: String...) async throws {
        var program = Program.migrate(arguments[0], on: database)
        program.arguments += arguments.dropFirst()
        let ended = try await program.run()
        #expect(ended.status == .exited(0), "\(ended.error)")
      }
      func expectSame() async throws {
        let ours = try await runner.connection.column(
          "SELECT name || version FROM heartly_migration.history ORDER BY version"
        )
        #expect(try await typeORM(runner.connection) == ours)
      }
      try await run("up", "--to", Self.later)
      try await expectSame()
      #expect(try await runner.history().count == 11)
      try await run("down", "--steps", "3")
      try await expectSame()
      try await run("redo", "--steps", "2")
      try await expectSame()

      try await run("down", "--dual-write", "off")
      try await run("up", "--to", Self.later)
      #expect(try await runner.history().count == 11)
      #expect(try await typeORM(runner.connection).count == 8)
      try await run("up", "--to", Self.later, "--dual-write", "typeorm")
      try await expectSame()
    }
  }

  @Test func `a table that knows more than the history is not kept`() async throws {
    try await withHistoric { database, runner in
      let up = try await Program.migrate("up", "--dual-write", "typeorm", on: database).run()
      #expect(up.status == .exited(1))
      #expect(up.error.contains("adopt --from typeorm"))
      let schema: String? = try await runner.connection.query(
        "SELECT to_regnamespace('heartly_migration')::text"
      ).only().decode(0)
      #expect(schema == nil)
    }
  }

  @Test func `a table that is missing is made as TypeORM makes it`() async throws {
    let fixture = try MigrationFixture()
    try fixture.write(1, up: "CREATE TABLE a (id int);\n", down: "DROP TABLE a;\n")
    try fixture.write(2, up: "CREATE INDEX CONCURRENTLY i ON a (id);\n", down: "DROP INDEX i;\n")
    try await withRunner { database, runner in
      let up = Program.migrate(
        "up",
        "--dual-write",
        "typeorm",
        on: database,
        directory: fixture.path
      )
      #expect(try await up.run().status == .exited(0))
      #expect(try await typeORM(runner.connection) == ["Step1", "Step2"])
      let key = try await runner.connection.column(
        "SELECT conname::text FROM pg_constraint WHERE conrelid = 'migrations'::regclass AND contype = 'p'"
      )
      #expect(key == ["PK_8c82d7f526340ab734260ea46be"])
    }
  }

  @Test func `a mapping that cannot be read is refused at its line`() async throws {
    let fixture = try MigrationFixture()
    try fixture.writeFile("names.map", "First 1\nnonsense\n")
    try await withTestDatabase { database in
      let refused = try await adopt(
        database,
        "--map",
        fixture.path.appending("names.map").string
      ).run()
      #expect(refused.status == .exited(1))
      #expect(refused.error.contains("names.map:2: one word"))
    }
  }
}
