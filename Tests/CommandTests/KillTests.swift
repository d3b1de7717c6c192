import LiveCatalog
import Postgres
import Subprocess
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// `kill -9` of the program in the middle of its work.
@Suite(.timeLimit(.minutes(5))) struct KillTests {
  /// Makes the server hang in the middle of the migration that follows on `applied` others.
  private func hang(_ connection: Connection, after applied: Int, tag: String) async throws {
    try await connection.execute(
      SQLScript(
        text: """
          CREATE FUNCTION public.hang() RETURNS event_trigger
          LANGUAGE plpgsql SECURITY DEFINER AS $$
          BEGIN
            IF to_regclass('heartly_migration.progress') IS NOT NULL
              AND to_regclass('heartly_migration.state') IS NOT NULL THEN
              IF (SELECT count(*) FROM heartly_migration.history) = \(applied)
                AND EXISTS (SELECT FROM pg_event_trigger_ddl_commands()
                  WHERE schema_name IS DISTINCT FROM 'heartly_migration') THEN
                PERFORM pg_sleep(600);
              END IF;
            END IF;
          END $$;
          CREATE EVENT TRIGGER hang ON ddl_command_end WHEN TAG IN ('\(tag)')
            EXECUTE FUNCTION public.hang()
          """
      )
    )
  }

  private func letGo(_ connection: Connection) async throws {
    try await connection.execute("DROP EVENT TRIGGER IF EXISTS hang")
    try await connection.execute("DROP FUNCTION IF EXISTS public.hang()")
  }

  /// What a run that nobody disturbs makes.
  private func undisturbed() async throws -> CatalogSnapshot {
    try await withTestDatabase { database in
      let ended = try await Program.migrate("up", on: database).run()
      try #require(ended.status == .exited(0), "\(ended.error)")
      let connection = try await database.connect()
      defer { connection.close() }
      return try await CatalogSnapshot(of: connection)
    }
  }

  private func expectFinished(
    _ database: TestDatabase,
    _ runner: Runner,
    like expected: CatalogSnapshot
  ) async throws {
    let second = try await Program.migrate("up", on: database).run()
    #expect(second.status == .exited(0), "\(second.error)")
    #expect(second.output.hasSuffix("migrations successful\n"), "\(second.output)")
    let changes = try await runner.catalog().changes(since: expected)
    #expect(changes == [])
    #expect(try await runner.history().count == Checkout.migrationCount)
    #expect(try await runner.invalidIndexes() == [])
    let left = try await runner.connection.value(
      "SELECT count(*) FROM heartly_migration.progress",
      as: Int64.self
    )
    #expect(left == 0)
  }

  @Test(arguments: [
    (0, "CREATE TABLE"), (1, "CREATE TABLE"), (2, "CREATE TABLE"), (3, "CREATE TABLE"),
    (4, "CREATE TABLE"), (5, "CREATE TABLE"), (1, "CREATE INDEX"), (6, "ALTER INDEX"),
    (7, "ALTER SCHEMA"), (8, "CREATE FUNCTION"), (10, "CREATE FUNCTION"), (11, "CREATE POLICY"),
    (12, "CREATE TRIGGER"), (15, "ALTER INDEX"), (16, "CREATE FUNCTION"),
  ])
  func `inside of a migration, and then up`(applied: Int, tag: String) async throws {
    let expected = try await undisturbed()
    try await withRunner { database, runner in
      try await hang(runner.connection, after: applied, tag: tag)
      let killed = try await Program.migrate("up", on: database).run { signal in
        try await runner.sleeps()
        try signal(.kill)
      }
      #expect(killed.status == .signaled(9))
      try await runner.isGone()
      try await letGo(runner.connection)
      if applied > 0 {
        let count = try await runner.history().count
        #expect(count == applied, "\(killed.output) \(killed.error)")
      }
      try await expectFinished(database, runner, like: expected)
    }
  }

  /// Tables that the seventh builds indexes on, one after the other.
  @Test(arguments: ["client", "user", "user_action_audit_log_default"])
  func `while an index is built concurrently behind a writer, and then up`(table: String)
    async throws
  {
    let expected = try await undisturbed()
    try await withRunner { database, runner in
      let first = try await Program.migrate("up", "--to", "1754250025000", on: database).run()
      try #require(first.status == .exited(0), "\(first.error)")
      // The build waits for every transaction that writes to the table.
      let writer = try await database.connect()
      defer { writer.close() }
      try await writer.execute("BEGIN")
      try await writer.execute(
        SQLScript(text: "LOCK TABLE public.\"\(table)\" IN ROW EXCLUSIVE MODE")
      )
      let killed = try await Program.migrate("up", on: database).run { signal in
        try await runner.hangs()
        try signal(.kill)
      }
      #expect(killed.status == .signaled(9))
      // The server process ends although the writer stays.
      try await runner.isGone()
      #expect(try await !runner.invalidIndexes().isEmpty)
      try await writer.execute("COMMIT")
      try await expectFinished(database, runner, like: expected)
    }
  }

  @Test func `while an index waits for an old snapshot to end, and then up`() async throws {
    let expected = try await undisturbed()
    try await withRunner { database, runner in
      let first = try await Program.migrate("up", "--to", "1754250025000", on: database).run()
      try #require(first.status == .exited(0), "\(first.error)")
      let reader = try await database.connect()
      defer { reader.close() }
      try await reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
      try await reader.execute("SELECT count(*) FROM tenant")
      let killed = try await Program.migrate("up", on: database).run { signal in
        try await runner.hangs()
        try signal(.kill)
      }
      #expect(killed.status == .signaled(9))
      try await runner.isGone()
      try await reader.execute("COMMIT")
      try await expectFinished(database, runner, like: expected)
    }
  }

  @Test func `ten at once on an empty database`() async throws {
    let expected = try await undisturbed()
    try await withRunner { database, runner in
      let ended = try await withThrowingTaskGroup(of: Program.Ended.self) { group in
        for _ in 1...10 { group.addTask { try await Program.migrate("up", on: database).run() } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(ended.map(\.status) == Array(repeating: .exited(0), count: 10))
      let outputs = ended.map(\.output)
      let all = Checkout.migrationCount
      #expect(outputs.filter { $0.hasSuffix("\(all)/\(all) migrations successful\n") }.count == 1)
      #expect(outputs.filter { $0 == "No migrations are pending.\n" }.count == 9)
      let errors = Set(ended.map(\.error))
      #expect(errors.isSubset(of: ["", "waiting for another runner of migrations to finish\n"]))
      #expect(try await runner.history().count == Checkout.migrationCount)
      let changes = try await runner.catalog().changes(since: expected)
      #expect(changes == [])
    }
  }
}
