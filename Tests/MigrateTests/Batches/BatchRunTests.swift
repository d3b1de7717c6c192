import Migrate
import Postgres
import Synchronization
import TestDatabase
import TestSupport
import Testing

/// Statements in batches, on a real server.
@Suite(.timeLimit(.minutes(5))) struct BatchRunTests {
  /// Keys of several types in tables of 2,500 rows, with a column to fill.
  static let tables: [(key: String, make: String)] = [
    ("id", "id bigint PRIMARY KEY, number int"),
    ("id", "id uuid PRIMARY KEY, number int"),
    ("id", "id text COLLATE \"und-x-icu\" PRIMARY KEY, number int"),
    ("at", "at timestamptz PRIMARY KEY, number int"),
    ("\"tenantId\",id", "\"tenantId\" uuid, id uuid, number int, PRIMARY KEY (\"tenantId\", id)"),
  ]

  private static func fill(_ key: String) -> String {
    let uuid = { (n: String) in "md5((\(n))::text)::uuid" }
    let columns =
      switch key {
      case "at": "'2000-01-01'::timestamptz + n * interval '1 day 1 microsecond'"
      case "id": "n"
      default: "\(uuid("n / 900")), \(uuid("n"))"
      }
    return "SELECT \(columns), n FROM generate_series(1, 2500) AS n"
  }

  private func withTable(
    _ table: (key: String, make: String),
    _ up: String,
    down: String = "SELECT 1;\n",
    _ body: (EngineBench) async throws -> Void
  ) async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t (\(table.make), filled int);\n")
      try bench.files.write(2, up: up, down: down)
      try await bench.apply(.upSteps(1))
      let columns = table.key == "\"tenantId\",id" ? "\"tenantId\", id" : table.key
      let fill =
        table.make.contains("text")
        ? "SELECT 'k\\é''' || n, n FROM generate_series(1, 2500) AS n"
        : table.make.contains("id uuid PRIMARY KEY")
          ? "SELECT md5(n::text)::uuid, n FROM generate_series(1, 2500) AS n" : Self.fill(table.key)
      try await bench.connection.execute(
        SQLScript(text: "INSERT INTO t (\(columns), number) \(fill)")
      )
      try await body(bench)
    }
  }

  private func count(_ bench: EngineBench, _ condition: String) async throws -> Int64 {
    let rows = try await bench.connection.execute(
      SQLScript(text: "SELECT count(*) FROM t WHERE \(condition)")
    )
    return try rows[0].only().decode(0)
  }

  @Test(arguments: tables.indices)
  func `every row is changed once, whatever the key`(index: Int) async throws {
    let table = Self.tables[index]
    let up =
      "-- heartly:batch size=400 pause=0\nUPDATE t SET filled = coalesce(filled, 0) + number;\n"
    try await withTable(table, up) { bench in
      var last: BatchProgress?
      try await bench.up { if case .batch(_, let progress) = $0 { last = progress } }
      #expect(try await count(bench, "filled IS DISTINCT FROM number") == 0)
      #expect(last?.isFinished == true)
      #expect(last?.batches == 7)
      #expect(last?.rows == 2500)
      #expect(last?.changed == 2500)
      #expect(try await bench.history() == [1, 2])
      let left = try await bench.connection.value(
        "SELECT count(*) FROM heartly_migration.batch",
        as: Int64.self
      )
      #expect(left == 0)
    }
  }

  @Test func `each batch is a transaction of its own`() async throws {
    let up = """
      -- heartly:batch size=1000 pause=0
      UPDATE t SET filled = txid_current()::bigint % 1000000 WHERE number > 10;
      """
    try await withTable(Self.tables[0], up) { bench in
      try await bench.up()
      let transactions = try await bench.connection.value(
        "SELECT count(DISTINCT filled) FROM t",
        as: Int64.self
      )
      #expect(transactions == 3)
      #expect(try await count(bench, "filled IS NULL") == 10)
    }
  }

  @Test func `DELETE, INSERT … SELECT and a down with batches`() async throws {
    let up = """
      CREATE TABLE copied (id bigint PRIMARY KEY, n int);
      -- heartly:batch key=id size=300 pause=0
      INSERT INTO copied (id, n) SELECT t.id, number * 2 FROM t
      LEFT JOIN pg_class AS c ON c.oid = t.id WHERE number % 2 = 0 OR number < 0
      ON CONFLICT (id) DO NOTHING;
      -- heartly:batch size=300 pause=0
      DELETE FROM t AS x USING copied WHERE copied.id = x.id;
      """
    let down = """
      -- heartly:batch size=500 pause=0
      INSERT INTO t (id, number) SELECT id, n / 2 FROM copied;
      DROP TABLE copied;
      """
    try await withTable(Self.tables[0], up, down: down) { bench in
      try await bench.up()
      #expect(try await count(bench, "true") == 1250)
      try await bench.apply(.downSteps(1))
      #expect(try await count(bench, "number = id") == 2500)
      #expect(try await !bench.exists("copied"))
    }
  }

  @Test func `a run that stops between two batches goes on behind the last`() async throws {
    let up = """
      -- heartly:batch size=100 pause=0
      UPDATE t SET filled = coalesce(filled, 0) + 1;
      SELECT 1;
      """
    try await withTable(Self.tables[4], up) { bench in
      for stop in [1, 4, 9] {
        let session = try await bench.database.connect()
        await #expect(throws: MigrateError.self) {
          try await bench.migrator.apply(to: session) { event in
            if case .batch(_, let progress) = event, progress.batches == stop { session.close() }
          }
        }
      }
      #expect(try await count(bench, "filled > 1") == 0)
      #expect(try await count(bench, "filled = 1") == 1400)
      var first: BatchProgress?
      try await bench.up { event in
        if case .batch(_, let progress) = event, first == nil { first = progress }
      }
      #expect(first?.rows == 1400)
      #expect(try await count(bench, "filled = 1") == 2500)
      #expect(try await bench.history() == [1, 2])
    }
  }

  @Test func `a statement that failed in its middle goes on when the cause is mended`() async throws
  {
    let up = "-- heartly:batch size=500 pause=0\nUPDATE t SET filled = 10 / (number - 1200);\n"
    try await withTable(Self.tables[0], up) { bench in
      let message = "\(try await bench.failure())"
      #expect(message.contains("2-Step.up.sql:2:1: ERROR: division by zero"), "\(message)")
      #expect(message.contains("goes on from here"))
      #expect(try await count(bench, "filled IS NOT NULL") == 1000)

      try bench.files.write(2, up: "-- heartly:batch size=500\nUPDATE t SET filled = 2;\n")
      let changed = "\(try await bench.failure())"
      #expect(changed.contains("2-Step.up.sql:2:1: Step2 was stopped between two batches"))
      try bench.files.write(2, up: "UPDATE t SET filled = 10 / (number - 1200);\n")
      #expect("\(try await bench.failure())".contains("was stopped between two batches"))

      try bench.files.write(2, up: up)
      try await bench.connection.execute("UPDATE t SET number = 0 WHERE number = 1200")
      try await bench.up()
      #expect(try await count(bench, "filled IS NULL") == 0)
    }
  }

  @Test func `a statement that failed in its first batch may be mended`() async throws {
    let up = "-- heartly:batch size=500 pause=0\nUPDATE t SET filled = oops WHERE true;\n"
    try await withTable(Self.tables[0], up) { bench in
      let message = "\(try await bench.failure())"
      #expect(
        message.contains("2-Step.up.sql:2:23: ERROR: column \"oops\" does not exist"),
        "\(message)"
      )
      try bench.files.write(2, up: "-- heartly:batch key=id\nUPDATE t SET filled = 3;\n")
      try await bench.up()
      #expect(try await count(bench, "filled = 3") == 2500)
    }
  }

  @Test func `rows that come behind the last key are left, and no row stops it`() async throws {
    let up = "-- heartly:batch size=1000 pause=0\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[0], up) { bench in
      let target = try bench.database.target
      let writer = try await Connection.connect(to: target)
      defer { writer.close() }
      let migrator = try bench.migrator
      let inserted = Mutex(false)
      try await migrator.apply(to: bench.connection) { event in
        guard case .batch(_, let progress) = event, progress.batches == 1 else { return }
        inserted.withLock { $0 = true }
      }
      #expect(inserted.withLock { $0 })
      try await writer.execute("INSERT INTO t VALUES (9999, 9999)")
      #expect(try await count(bench, "filled IS NULL") == 1)
      try bench.files.write(3, up: "-- heartly:batch\nUPDATE t SET filled = 2 WHERE id < 0;\n")
      try await bench.connection.execute("TRUNCATE t")
      #expect(try await bench.up() == ["3"])
    }
  }

  @Test func `a batch whose rows are locked is tried again`() async throws {
    let up = "-- heartly:batch size=1000 pause=0\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[0], up) { bench in
      let holder = try await bench.database.connect()
      defer { holder.close() }
      try await holder.execute("BEGIN")
      try await holder.execute("UPDATE t SET number = number WHERE id = 1500")
      let migrator = try bench.migrator
      let target = try bench.database.target
      let tries = Mutex(0)
      async let done: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own) { event in
          if case .lockNotHad = event { tries.withLock { $0 += 1 } }
        }
      }()
      try await wait(for: "a second try") { tries.withLock { $0 } > 1 }
      #expect(try await count(bench, "filled = 1") == 1000)
      try await holder.execute("COMMIT")
      try await done
      #expect(try await count(bench, "filled = 1") == 2500)
    }
  }

  @Test func `a table that somebody holds when the statement begins is waited for`() async throws {
    let up = "-- heartly:batch size=1000 pause=0\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[0], up) { bench in
      let holder = try await bench.database.connect()
      defer { holder.close() }
      try await holder.execute("BEGIN")
      try await holder.execute("LOCK TABLE t")
      let migrator = try bench.migrator
      let target = try bench.database.target
      let tries = Mutex(0)
      async let done: Void = {
        let own = try await Connection.connect(to: target)
        defer { own.close() }
        try await migrator.apply(to: own) { event in
          if case .lockNotHad = event { tries.withLock { $0 += 1 } }
        }
      }()
      try await wait(for: "a second try") { tries.withLock { $0 } > 1 }
      try await holder.execute("COMMIT")
      try await done
      #expect(try await count(bench, "filled = 1") == 2500)
    }
  }

  @Test func `it waits while many sessions are at work, and goes on afterwards`() async throws {
    let up = "-- heartly:batch size=1000 pause=0\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[0], up) { bench in
      let target = try bench.database.target
      var limited = try bench.migrator
      // Other tests work on the same server: what they do must not decide.
      limited.backfill.lockWaits = 20
      limited.backfill.activeSessions = .max
      let migrator = limited
      let key: Int64 = 4711
      let holder = try await Connection.connect(to: target)
      defer { holder.close() }
      try await holder.execute("SELECT pg_advisory_lock(\(key))")
      // Sessions that wait for a lock, which is a real load of the kind that is looked at.
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 1...30 {
          group.addTask {
            let waiting = try await Connection.connect(to: target)
            defer { waiting.close() }
            try await waiting.execute("SELECT pg_advisory_lock_shared(\(key))")
          }
        }
        try await wait(for: "the load") {
          try await bench.connection.value(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND objid = 4711",
            as: Int64.self
          ) == 30
        }
        let pauses = Mutex<[BackfillPause]>([])
        async let done: Void = {
          let own = try await Connection.connect(to: target)
          defer { own.close() }
          try await migrator.apply(to: own) { event in
            if case .paused(_, let pause) = event { pauses.withLock { $0.append(pause) } }
          }
        }()
        try await wait(for: "the pause") { !pauses.withLock { $0 }.isEmpty }
        guard case .lockWaits(let count)? = pauses.withLock({ $0.first }) else {
          Issue.record("another reason: \(pauses.withLock { $0 })")
          return
        }
        #expect(count >= 30)
        #expect(try await self.count(bench, "filled = 1") == 0)
        try await holder.execute("SELECT pg_advisory_unlock(\(key))")
        try await done
        try await group.waitForAll()
      }
      #expect(try await count(bench, "filled = 1") == 2500)
    }
  }

  @Test(arguments: [
    ("-- heartly:batch\nUPDATE nothing SET a = 1", "\"nothing\" is no table"),
    ("-- heartly:batch\nDELETE FROM plain", "\"plain\" has no primary key"),
    ("-- heartly:batch key=nope\nDELETE FROM t", "\"t\" has no column nope"),
    ("-- heartly:batch key=filled\nDELETE FROM t", "filled of \"t\" may be NULL"),
    ("-- heartly:batch key=id,number\nDELETE FROM t", "number of \"t\" may be NULL"),
    (
      "-- heartly:batch key=a\nDELETE FROM plain",
      "no unique index of \"plain\" has the columns (a)"
    ),
    (
      "-- heartly:batch\nUPDATE t SET (number, id) = (1, 2)", "changes id, which is part of the key"
    ),
    ("-- heartly:batch\nUPDATE seen SET id = 1", "\"seen\" is no table"),
    (
      "-- heartly:batch\nINSERT INTO plain SELECT max(id) FROM t",
      "max() looks at more than one row"
    ),
  ])
  func `what the catalog shows to be impossible is refused before anything is changed`(
    sql: String,
    message: String
  ) async throws {
    try await withTable(Self.tables[0], "\(sql);\n") { bench in
      try await bench.connection.execute("CREATE TABLE plain (a int NOT NULL)")
      try await bench.connection.execute("CREATE VIEW seen AS SELECT id FROM t")
      let failure = "\(try await bench.failure())"
      #expect(failure.hasPrefix("\(bench.files.path)/2-Step.up.sql:2:1: "), "\(failure)")
      #expect(failure.contains(message), "\(failure)")
      #expect(try await bench.history() == [1])
    }
  }

  @Test func `batches go through all partitions, and ONLY through none`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: """
          CREATE TABLE t (id int PRIMARY KEY, filled int) PARTITION BY RANGE (id);
          CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (500);
          CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (500) TO (2000);
          INSERT INTO t SELECT generate_series(1, 1200);
          """
      )
      try bench.files.write(2, up: "-- heartly:batch size=100\nUPDATE ONLY t SET filled = 1;\n")
      try await bench.up()
      #expect(try await count(bench, "filled = 1") == 0)
      try bench.files.write(3, up: "-- heartly:batch size=100 pause=0\nUPDATE t SET filled = 1;\n")
      try await bench.up()
      #expect(try await count(bench, "filled = 1") == 1200)
    }
  }

  @Test func `no batch reads the whole table, also where the first column of the key says little`()
    async throws
  {
    let up = "-- heartly:batch size=100 pause=0\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[4], up) { bench in
      try await bench.connection.execute("ANALYZE t")
      let before = try await scans(bench)
      try await bench.up()
      // The statistics of a session come when it ends, or a second later.
      try await wait(for: "the statistics of 25 batches") {
        try await scans(bench).index >= before.index + 50
      }
      #expect(try await scans(bench).whole <= before.whole + 2)
    }
  }

  private func scans(_ bench: EngineBench) async throws -> (whole: Int64, index: Int64) {
    let watcher = try await bench.database.connect()
    defer { watcher.close() }
    return try await watcher.query(
      "SELECT seq_scan, coalesce(idx_scan, 0) FROM pg_stat_user_tables WHERE relname = 't'"
    ).only().decode(as: Int64.self, Int64.self)
  }

  @Test func `policies that hide rows from the role are no silent success`() async throws {
    let up = "SET ROLE pg_monitor;\n-- heartly:batch\nUPDATE t SET filled = 1;\n"
    try await withTable(Self.tables[0], up) { bench in
      try await bench.connection.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
      let message = "\(try await bench.failure())"
      #expect(message.contains("2-Step.up.sql:3:1: row-level security of \"t\""), "\(message)")
    }
  }

  @Test func `a directory without batches has no table for them`() async throws {
    try await withBench { bench in
      try bench.files.write(
        1,
        up: "CREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t (id);\n"
      )
      try await bench.up()
      #expect(try await !bench.exists("heartly_migration.batch"))
    }
  }
}
