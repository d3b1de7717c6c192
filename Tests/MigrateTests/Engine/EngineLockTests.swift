import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// Waiting for locks that other sessions hold.
@Suite(.timeLimit(.minutes(5))) struct EngineLockTests {
  /// A table, a migration that alters it, and a session that reads it and stays in its transaction.
  private func withHolder(
    _ body: (EngineBench, _ holder: Connection) async throws -> Void
  ) async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t (id int);\n")
      try bench.files.write(2, up: "CREATE TABLE before ();\nALTER TABLE t ADD COLUMN a int;\n")
      try await bench.apply(.upSteps(1))
      var options = ConnectionOptions()
      options.applicationName = "report writer"
      let holder = try await bench.database.connect(options: options)
      defer { holder.close() }
      try await holder.execute("BEGIN")
      try await holder.execute("SELECT id FROM t")
      try await body(bench, holder)
    }
  }

  @Test func `a migration waits in short attempts and goes on when the holder is gone`()
    async throws
  {
    try await withHolder { bench, holder in
      let target = try bench.database.target
      let migrator = try bench.migrator
      // Readers come and go while the ALTER waits; the worst wait of one is measured.
      try await bench.connection.execute(SQLScript(text: Self.worstRead))
      async let worst: Int = {
        let reader = try await Connection.connect(to: target)
        defer { reader.close() }
        let rows = try await reader.execute(SQLScript(text: "CALL worst_read(0)"))
        return try rows[0].only().decode(0)
      }()
      async let attempts: Int = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        var attempts = 0
        try await migrator.apply(to: own) { event in
          if case .lockNotHad = event { attempts += 1 }
        }
        return attempts
      }()
      try await wait(for: "the second attempt") {
        try await bench.connection.value(
          """
          SELECT count(*) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE '%blocking_pids%'
            AND pid <> pg_backend_pid()
          """,
          as: Int64.self
        ) > 0
      }
      try await holder.execute("COMMIT")
      let (tried, stall) = try await (attempts, worst)
      #expect(tried >= 1)
      print("worst reader behind a waiting ALTER: \(stall) ms")
      #expect(stall < 2000)
      #expect(try await bench.history() == [1, 2])
    }
  }

  /// The server's own clock measures: the tests' processors are busy with other tests.
  private static let worstRead = """
    CREATE PROCEDURE worst_read(INOUT milliseconds int) LANGUAGE plpgsql AS $$
    DECLARE
      start timestamptz;
    BEGIN
      LOOP
        start := clock_timestamp();
        PERFORM id FROM t;
        milliseconds := greatest(
          milliseconds, (extract(epoch FROM clock_timestamp() - start) * 1000)::int);
        COMMIT;
        EXIT WHEN (SELECT count(*) FROM heartly_migration.history) = 2;
      END LOOP;
    END $$
    """

  @Test(arguments: [0, 400])
  func `it gives up after its patience, names who was in the way, and nothing is changed`(
    milliseconds: Int
  ) async throws {
    try await withHolder { bench, holder in
      let role = try await bench.role()
      var migrator = try bench.migrator
      migrator.patience.retryFor = .milliseconds(milliseconds)
      do {
        try await migrator.apply(to: bench.connection)
        Issue.record("the lock was had")
      } catch MigrateError.lockNotHad(let failure, let aftermath, let waited, let blockers) {
        let error = MigrateError.lockNotHad(
          failure,
          aftermath,
          waited: waited,
          blockers: blockers
        )
        #expect(blockers.map(\.processID) == [holder.backendProcessID])
        let lines = "\(error)".split(separator: "\n").map(String.init)
        #expect(
          lines[0].contains("2-Step.up.sql:2:1: ERROR: canceling statement due to lock timeout")
        )
        #expect(
          lines.last?.hasPrefix(
            "  process \(holder.backendProcessID), role \(role), program report writer, "
              + "idle in transaction, transaction open for "
          ) == true
        )
      }
      #expect(try await bench.history() == [1])
      #expect(try await !bench.exists("before"))
      try await holder.execute("COMMIT")
      try await bench.up()
    }
  }

  @Test func `a deadlock in which the migration gives way is tried again`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\n")
      try bench.files.write(
        2,
        up:
          "SET deadlock_timeout = '300ms';\nSET lock_timeout = '3s';\nLOCK TABLE a;\nLOCK TABLE b;\n"
      )
      try await bench.apply(.upSteps(1))
      let other = try await bench.database.connect()
      defer { other.close() }
      try await other.execute("SET deadlock_timeout = '1h'")
      try await other.execute("BEGIN")
      try await other.execute("LOCK TABLE b")
      let target = try bench.database.target
      let migrator = try bench.migrator
      async let attempts: Int = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        var attempts = 0
        try await migrator.apply(to: own) { event in
          if case .lockNotHad = event { attempts += 1 }
        }
        return attempts
      }()
      try await wait(for: "the migration to wait for b") {
        try await bench.connection.value(
          "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'b'::regclass",
          as: Int64.self
        ) == 1
      }
      try await other.execute("LOCK TABLE a")
      try await other.execute("COMMIT")
      #expect(try await attempts >= 1)
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `a second runner waits, gives up in time and names the first`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      let first = try await bench.database.connect()
      defer { first.close() }
      try await first.execute("SELECT pg_advisory_lock(\(Int32(0x6872_6C79)), 1)")
      var migrator = try bench.migrator
      migrator.patience.runnerTimeout = .milliseconds(300)
      var waits = 0
      do {
        try await migrator.apply(to: bench.connection) { event in
          if case .waitsForRunner = event { waits += 1 }
        }
        Issue.record("two runners had the lock")
      } catch MigrateError.runnerBusy(_, let holders) {
        #expect(holders.map(\.processID) == [first.backendProcessID])
      }
      #expect(waits == 1)
      #expect(try await !bench.exists("heartly_migration.history"))
      first.close()
      #expect(try await bench.up() == ["1"])
    }
  }

  @Test func `a run that is cancelled gives the runner's lock back`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "SELECT pg_sleep(60);\n")
      let target = try bench.database.target
      let migrator = try bench.migrator
      let task = Task {
        let own = try await Connection.connect(to: target)
        do throws(MigrateError) {
          try await migrator.apply(to: own)
          return nil as MigrateError?
        } catch {
          return error
        }
      }
      try await wait(for: "the statement") {
        try await bench.connection.value(
          """
          SELECT count(*) FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event = 'PgSleep'
          """,
          as: Int64.self
        ) == 1
      }
      task.cancel()
      let error = try await task.value
      #expect(
        error.map { "\($0)" }
          == "interrupted during statement 1 of 1 of Step1, which was rolled back; nothing of it is left."
      )
      try await wait(for: "the lock to be free") {
        try await bench.connection.value(
          """
          SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database
          WHERE locktype = 'advisory' AND datname = current_database()
          """,
          as: Int64.self
        ) == 0
      }
      #expect(try await !bench.exists("heartly_migration.history"))
    }
  }
}
