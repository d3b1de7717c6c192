import Migrate
import Postgres
import Synchronization
import TestDatabase
import TestSupport
import Testing

/// What a second session tells of a statement that takes long.
@Suite(.timeLimit(.minutes(5))) struct ProgressWatchTests {
  private func withTable(
    _ up: String,
    _ body: (EngineBench, _ writer: Connection) async throws -> Void
  ) async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t (a int);\nINSERT INTO t VALUES (1);\n")
      try bench.files.write(2, up: up)
      try await bench.apply(.upSteps(1))
      var options = ConnectionOptions()
      options.applicationName = "slow writer"
      let writer = try await bench.database.connect(options: options)
      defer { writer.close() }
      try await body(bench, writer)
    }
  }

  @Test(arguments: [
    ("CREATE INDEX CONCURRENTLY t_a ON t (a)", "CREATE INDEX CONCURRENTLY"),
    ("REINDEX TABLE CONCURRENTLY t", "REINDEX CONCURRENTLY"),
  ])
  func `phase and blockers of a build behind a writer are told`(sql: String, command: String)
    async throws
  {
    try await withTable("\(sql);\n") { bench, writer in
      try await bench.connection.execute("CREATE INDEX t_b ON t (a)")
      let told = Mutex<[ServerProgress]>([])
      var watched = try bench.migrator
      watched.watch = { progress in told.withLock { $0.append(progress) } }
      let migrator = watched
      let target = try bench.database.target
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (2)")
      async let done: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own)
      }()
      try await wait(for: "the progress") { !told.withLock { $0 }.isEmpty }
      let first = try #require(told.withLock { $0.first })
      #expect(first.command == command)
      #expect(first.isWaiting)
      #expect(first.phase == "waiting for writers before build")
      #expect(first.total == 1)
      #expect(first.blockers.map(\.applicationName) == ["slow writer"])
      #expect(first.blockers.map(\.processID) == [writer.backendProcessID])
      try await writer.execute("COMMIT")
      try await done
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `a statement in a transaction is watched as well`() async throws {
    try await withTable("SELECT pg_sleep(0);\nCREATE INDEX t_a ON t ((slow(a)));\n") { bench, _ in
      // The build calls a function for each row, which waits until it has been seen.
      for sql in [
        "CREATE TABLE seen (n int)",
        """
        CREATE FUNCTION slow(a int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_advisory_lock(99); PERFORM pg_advisory_unlock(99); RETURN a; END $$
        """,
      ] {
        try await bench.connection.execute(SQLScript(text: sql))
      }
      let holder = try await bench.database.connect()
      defer { holder.close() }
      try await holder.execute("SELECT pg_advisory_lock(99)")
      let told = Mutex<[ServerProgress]>([])
      var watched = try bench.migrator
      watched.patience.lockTimeout = .seconds(60)
      watched.watch = { progress in told.withLock { $0.append(progress) } }
      let migrator = watched
      let target = try bench.database.target
      async let done: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own)
      }()
      try await wait(for: "the progress") { !told.withLock { $0 }.isEmpty }
      #expect(told.withLock { $0.first }?.command == "CREATE INDEX")
      #expect(told.withLock { $0.first }?.phase.hasPrefix("building index") == true)
      try await holder.execute("SELECT pg_advisory_unlock(99)")
      try await done
    }
  }

  @Test func `nobody looks at statements that are over soon, nor where nobody asks`() async throws {
    try await withTable("CREATE INDEX CONCURRENTLY t_a ON t (a);\n") { bench, writer in
      let told = Mutex(0)
      var watched = try bench.migrator
      watched.watch = { _ in told.withLock { $0 += 1 } }
      try await watched.apply(to: bench.connection)
      #expect(told.withLock { $0 } == 0)

      // Without a watch a statement that waits for long has no second session.
      try bench.files.write(3, up: "CREATE INDEX CONCURRENTLY t_b ON t (a);\n")
      let migrator = try bench.migrator
      let target = try bench.database.target
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (2)")
      let before = try await sessions(bench.connection)
      async let done: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own)
      }()
      try await wait(for: "the statement to have waited for two seconds") {
        try await bench.connection.value(
          """
          SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
            AND wait_event_type = 'Lock' AND clock_timestamp() - query_start > interval '2 s'
          """,
          as: Int64.self
        ) == 1
      }
      #expect(try await sessions(bench.connection) == before + 1)
      try await writer.execute("COMMIT")
      try await done
    }
  }

  private func sessions(_ connection: Connection) async throws -> Int64 {
    try await connection.value(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()",
      as: Int64.self
    )
  }

  @Test func `a second runner that waits does not hold up an index that a blocking lock would`()
    async throws
  {
    try await withTable("CREATE INDEX CONCURRENTLY t_a ON t (a);\n") { bench, writer in
      let migrator = try bench.migrator
      let target = try bench.database.target
      // The build waits for this transaction, and holds the runner's lock meanwhile.
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (2)")
      let waits = Mutex(false)
      async let first: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own)
      }()
      try await wait(for: "the build to wait") { try await waiting(bench, "CREATE INDEX%") == 1 }
      async let second: Int = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        let outcome = try await migrator.apply(to: own) { event in
          if case .waitsForRunner = event { waits.withLock { $0 = true } }
        }
        return outcome.steps.count
      }()
      try await wait(for: "the second runner to wait") { waits.withLock { $0 } }
      try await writer.execute("COMMIT")
      try await first
      #expect(try await second == 0)
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `a session that waits in pg_advisory_lock deadlocks with the build`() async throws {
    try await withTable("SELECT 1;\n") { bench, writer in
      let target = try bench.database.target
      // What a runner with a blocking lock would do: hold it, and build.
      let runner = try await bench.database.connect()
      defer { runner.close() }
      try await runner.execute("SELECT pg_advisory_lock(77)")
      try await runner.execute("SET deadlock_timeout = '200ms'")
      async let other: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await own.execute("SELECT pg_advisory_lock(77)")
      }()
      try await wait(for: "the other runner to wait") {
        try await waiting(bench, "SELECT pg_advisory_lock%") == 1
      }
      let error = await #expect(throws: PostgresError.self) {
        try await runner.execute(SQLScript(text: "CREATE INDEX CONCURRENTLY t_a ON t (a)"))
      }
      #expect(error?.sqlState == .deadlockDetected)
      try await runner.execute("SELECT pg_advisory_unlock(77)")
      try await other
    }
  }

  private func waiting(_ bench: EngineBench, _ query: String) async throws -> Int64 {
    try await bench.connection.value(
      """
      SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
        AND query LIKE \(query) AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()
      """,
      as: Int64.self
    )
  }
}
