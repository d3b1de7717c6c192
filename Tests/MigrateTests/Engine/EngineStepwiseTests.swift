import LiveCatalog
import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// Migrations whose statements cannot run in a transaction.
@Suite(.timeLimit(.minutes(5))) struct EngineStepwiseTests {
  /// Each kind of statement that runs outside, between ordinary ones.
  static let mixed: [String] = [
    "CREATE TABLE t (id int PRIMARY KEY, a int, b int) PARTITION BY RANGE (id)",
    "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (1000)",
    "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1000) TO (2000)",
    "CREATE TYPE mood AS ENUM ('sad')",
    "SET search_path = public",
    "INSERT INTO t SELECT n, n, n FROM generate_series(1, 1999) AS n",
    "CREATE INDEX CONCURRENTLY t1_a ON t1 (a)",
    "ALTER TYPE mood ADD VALUE 'happy'",
    "CREATE TABLE felt (mood mood DEFAULT 'happy')",
    "VACUUM (ANALYZE) t1",
    "REINDEX INDEX CONCURRENTLY t1_a",
    "CREATE INDEX CONCURRENTLY t1_b ON t1 (b)",
    "DROP INDEX CONCURRENTLY t1_a",
    "ALTER TABLE t DETACH PARTITION t2 CONCURRENTLY",
    "COMMENT ON TABLE t IS 'done'",
  ]

  static let text = mixed.map { "\($0);\n" }.joined()

  @Test func `every kind of statement runs, and the history says how`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: Self.text)
      #expect(try await bench.up() == ["1"])
      let method = try await bench.connection.column(
        "SELECT method FROM heartly_migration.history"
      )
      #expect(method == ["statements"])
      let left = try await bench.connection.value(
        "SELECT count(*) FROM heartly_migration.progress",
        as: Int64.self
      )
      #expect(left == 0)
      #expect(try await bench.up().isEmpty)
    }
  }

  @Test(arguments: 1...mixed.count)
  func `a run whose session ends at any statement is taken up there`(number: Int) async throws {
    try await withBench { bench in
      try bench.files.write(1, up: Self.text)
      try await bench.up()
      let expected = try await CatalogSnapshot(of: bench.connection)
        .outside(schema: "heartly_migration")
      try await withBench { broken in
        try broken.files.write(1, up: Self.text)
        let first = try await broken.database.connect()
        do {
          try await broken.migrator.apply(to: first) { event in
            if case .statement(_, number, _) = event { first.close() }
          }
          Issue.record("the run went on without its session")
        } catch MigrateError.connectionLost(let place, _, _) {
          #expect(place.statement == number)
          #expect(!place.isRolledBack)
        }
        var resumed = 0
        let migrator = try broken.migrator
        try await migrator.apply(to: broken.connection) { event in
          if case .resumed = event { resumed += 1 }
        }
        // The SET has its effect on a session only, and runs again.
        #expect(resumed == number - 1 - (number > 5 ? 1 : 0))
        let found = try await CatalogSnapshot(of: broken.connection)
          .outside(schema: "heartly_migration")
        #expect(found.changes(since: expected) == [])
        #expect(try await broken.history() == [1])
      }
    }
  }

  @Test func `a unique violation leaves an INVALID index, and the mended run builds it anew`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (id int);
          INSERT INTO t VALUES (1), (1);
          CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);
          CREATE TABLE after_it ();
          """
      )
      let message = "\(try await bench.failure())"
      #expect(message.contains("1-Step.up.sql:3:1: ERROR: could not create unique index \"u\""))
      #expect(message.contains("Step1 runs outside of a transaction: the statements before this"))
      #expect(!message.contains("(1)"), "a key of a row: \(message)")
      #expect(try await bench.invalidIndexes() == ["u"])
      #expect(try await bench.history() == [])

      try await bench.connection.execute("DELETE FROM t")
      #expect(try await bench.up() == ["1"])
      #expect(try await bench.invalidIndexes() == [])
      #expect(try await bench.exists("after_it"))
    }
  }

  @Test(arguments: [
    "CREATE INDEX CONCURRENTLY nothing_a ON nothing (a)", "VACUUM nothing", "SELECT 1 / 0",
  ])
  func `an index that is done is recorded although the next statement fails`(
    next: String
  ) async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (a int);
          SET lock_timeout = '7s';
          CREATE INDEX CONCURRENTLY t_a ON t (a);
          \(next);
          """
      )
      _ = try await bench.failure()
      let finished = try await bench.connection.value(
        "SELECT finished FROM heartly_migration.progress WHERE statement = 3",
        as: Bool.self
      )
      #expect(finished)
    }
  }

  @Test func `indexes in a row give back the lock timeout that the migration has set`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (a int, b int);
          CREATE TABLE seen (at int, lock_timeout text);
          SET lock_timeout = '7s';
          CREATE INDEX CONCURRENTLY t_a ON t (a);
          CREATE INDEX CONCURRENTLY t_b ON t (b);
          INSERT INTO seen VALUES (6, current_setting('lock_timeout'));
          CREATE INDEX CONCURRENTLY t_ab ON t (a, b);
          VACUUM t;
          INSERT INTO seen VALUES (9, current_setting('lock_timeout'));
          """
      )
      try await bench.up()
      let seen = try await bench.connection.column("SELECT lock_timeout FROM seen ORDER BY at")
      #expect(seen == ["7s", "7s"])
    }
  }

  @Test func `a failed statement may be mended in the file`() async throws {
    try await withBench { bench in
      let head = "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);\n"
      try bench.files.write(1, up: head + "ALTER TABLE t ADD COLUMN a strange;\n")
      _ = try await bench.failure()
      try bench.files.write(1, up: head + "ALTER TABLE t ADD COLUMN a text;\n")
      try await bench.up()
      #expect(try await bench.history() == [1])
    }
  }

  @Test func `a mended file that could run in one transaction goes on where it stopped`()
    async throws
  {
    try await withBench { bench in
      let head = "CREATE TABLE t (id int);\n"
      try bench.files.write(1, up: head + "CREATE INDEX CONCURRENTLY i ON t (wrong);\n")
      _ = try await bench.failure()
      try bench.files.write(1, up: head + "CREATE INDEX i ON t (id);\n")
      try await bench.up()
      #expect(try await bench.history() == [1])
    }
  }

  @Test func `a statement that was finished must not be edited afterwards`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (wrong);\n"
      )
      _ = try await bench.failure()
      try bench.files.write(
        1,
        up: "CREATE TABLE t (id bigint);\nCREATE INDEX CONCURRENTLY i ON t (id);\n"
      )
      let message = "\(try await bench.failure())"
      #expect(
        message == """
          \(bench.files.path)/1-Step.up.sql:1:1: Step1 was stopped in the middle after this \
          statement had been run, and the statement reads otherwise now; restore it, and put the \
          change behind it
          """
      )
    }
  }

  @Test func `a statement that was finished must not be deleted`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "CREATE TABLE t ();\nCREATE TABLE t2 ();\nVACUUM nothing;\n"
      )
      _ = try await bench.failure()
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      let message = "\(try await bench.failure())"
      #expect(
        message == """
          Step1 was stopped in the middle after its statement 2 had been run, and the file holds \
          only 1 now; restore what was deleted
          """
      )
    }
  }

  @Test func `an index of the name that was there before is not taken for the migration's`()
    async throws
  {
    try await withBench { bench in
      try await bench.connection.execute("CREATE TABLE t (id int, other int)")
      try await bench.connection.execute("CREATE INDEX i ON t (other)")
      try bench.files.write(1, up: "CREATE INDEX CONCURRENTLY i ON t (id);\n")
      for _ in 1...2 {
        let message = "\(try await bench.failure())"
        #expect(message.contains("relation \"i\" already exists"))
      }
    }
  }

  @Test func `a half applied migration cannot be passed over`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\n", down: "DROP TABLE t;\n")
      try bench.files.write(2, up: "CREATE TABLE t2 ();\nVACUUM nothing;\n")
      _ = try await bench.failure()
      let message = "\(try await bench.failure(.downSteps(1)))"
      #expect(
        message == """
          migration 2 was stopped in the middle of its up, after 1 of its statements; finish it \
          with `migrate up` first
          """
      )
      #expect(try await bench.history() == [1])
      let found = try await bench.migrator.examine(bench.connection)
      #expect(found.problems.map(\.description) == [message])
    }
  }

  @Test func `a file may ask to run outside of a transaction`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "-- heartly:no-transaction\nCREATE TABLE t ();\nALTER TABLE nothing ADD COLUMN a int;\n"
      )
      _ = try await bench.failure()
      #expect(try await bench.exists("t"))
      try bench.files.write(1, up: "-- heartly:no-transaction\nCREATE TABLE t ();\n")
      try await bench.up()
      #expect(try await bench.history() == [1])
    }
  }

  @Test func `a partition that is half detached is detached to the end`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (id int) PARTITION BY RANGE (id);
          CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (2);
          """
      )
      try bench.files.write(2, up: "ALTER TABLE t DETACH PARTITION t1 CONCURRENTLY;\n")
      try await bench.apply(.upSteps(1))
      let reader = try await bench.database.connect()
      defer { reader.close() }
      try await reader.execute("BEGIN")
      try await reader.execute("SELECT count(*) FROM t")
      var migrator = try bench.migrator
      migrator.patience.retryFor = .zero
      do {
        try await migrator.apply(to: bench.connection)
        Issue.record("the partition was detached under its reader")
      } catch MigrateError.lockNotHad(_, .stopped, _, let blockers) {
        #expect(blockers.map(\.processID) == [reader.backendProcessID])
      }
      let pending = try await bench.connection.value(
        "SELECT inhdetachpending FROM pg_inherits",
        as: Bool.self
      )
      #expect(pending)
      try await reader.execute("COMMIT")
      try await bench.up()
      #expect(try await bench.history() == [1, 2])
      #expect(try await bench.connection.column("SELECT inhrelid::text FROM pg_inherits") == [])
    }
  }

  @Test func `the copies of an interrupted REINDEX are cleared away`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);\n"
      )
      try bench.files.write(2, up: "REINDEX TABLE CONCURRENTLY t;\n")
      try await bench.apply(.upSteps(1))
      // A writer that stays makes the second phase wait, with the copy made and not valid.
      let writer = try await bench.database.connect()
      defer { writer.close() }
      try await writer.execute("BEGIN")
      try await writer.execute("INSERT INTO t VALUES (1)")
      let watch = try await bench.database.connect()
      defer { watch.close() }
      let target = try bench.database.target
      let migrator = try bench.migrator
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          let own = try await Connection.connect(to: target)
          defer { own.close() }
          do throws(MigrateError) {
            try await migrator.apply(to: own)
          } catch .connectionLost {
            return
          }
          throw EngineBench.Unexpected(description: "the run was not interrupted")
        }
        try await wait(for: "the copy") {
          let waiting = try await watch.column(
            """
            SELECT pid::text FROM pg_stat_activity
            WHERE query LIKE 'REINDEX%' AND wait_event_type = 'Lock' AND datname = current_database()
            """
          )
          return try await bench.invalidIndexes(on: watch) == ["i_ccnew"] && waiting.count == 1
        }
        try await watch.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE query LIKE 'REINDEX%' AND datname = current_database()
          """
        )
        try await group.waitForAll()
      }
      try await writer.execute("COMMIT")
      #expect(try await bench.invalidIndexes() == ["i_ccnew"])
      try await bench.up()
      #expect(try await bench.invalidIndexes() == [])
      #expect(try await bench.history() == [1, 2])
    }
  }
}

extension EngineBench {
  func invalidIndexes(on other: Connection? = nil) async throws -> [String] {
    try await (other ?? connection).column(
      "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1"
    )
  }
}
