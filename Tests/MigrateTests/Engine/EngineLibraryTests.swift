import LiveCatalog
import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// The engine as another program's tests use it.
@Suite(.timeLimit(.minutes(5))) struct EngineLibraryTests {
  @Test func `the platform's migrations run on the caller's connection, and only once`()
    async throws
  {
    try await withTestConnection { connection async throws in
      let migrator = Migrator(directory: Checkout.migrations)
      #expect(try await migrator.apply(to: connection).steps.count == Checkout.migrationCount)
      #expect(try await migrator.apply(to: connection).steps.isEmpty)
      #expect(connection.transactionStatus == .idle)
      #expect(try await migrator.status(of: connection).isSound)
    }
  }

  @Test func `up, down to nothing and up again make the same catalog`() async throws {
    try await withTestConnection { connection async throws in
      let migrator = Migrator(directory: Checkout.migrations)
      let empty = try await CatalogSnapshot(of: connection)
      try await migrator.apply(to: connection)
      let first = try await CatalogSnapshot(of: connection)
      try await migrator.apply(.down(leaving: .zero), to: connection)
      let bare = try await CatalogSnapshot(of: connection).outside(schema: "heartly_migration")
      #expect(bare.changes(since: empty.outside(schema: "heartly_migration")) == [])
      try await migrator.apply(to: connection)
      #expect(try await CatalogSnapshot(of: connection).changes(since: first) == [])
    }
  }

  @Test func `a plan reads and changes nothing`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      let before = try await CatalogSnapshot(of: bench.connection)
      #expect(try await bench.migrator.plan(on: bench.connection).steps.count == 1)
      #expect(try await bench.migrator.status(of: bench.connection).pending.count == 1)
      #expect(try await bench.migrator.repair(bench.connection) == nil)
      #expect(try await CatalogSnapshot(of: bench.connection).changes(since: before) == [])
    }
  }

  @Test func `a connection in a transaction is refused`() async throws {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t ();\n")
      try await bench.connection.execute("BEGIN")
      let message = "\(try await bench.failure())"
      #expect(message.contains("a transaction is open on this connection already"))
      try await bench.connection.execute("ROLLBACK")
    }
  }

  @Test func `a session that the server ends in the middle is named, and the next run finishes`()
    async throws
  {
    try await withBench { bench in
      try bench.files.write(1, up: "CREATE TABLE t1 ();\n")
      try bench.files.write(
        2,
        up: "CREATE TABLE t2 ();\nSELECT pg_terminate_backend(pg_backend_pid());\n"
      )
      let doomed = try await bench.database.connect()
      let migrator = try bench.migrator
      do {
        try await migrator.apply(to: doomed)
        Issue.record("the session survived")
      } catch MigrateError.connectionLost(let place, let reason, let finished) {
        print(MigrateError.connectionLost(at: place, reason, finished: finished))
        #expect(place.statement == 2)
        #expect(place.isRolledBack)
        #expect(finished == 1)
      }
      #expect(try await !bench.exists("t2"))
      try bench.files.write(2, up: "CREATE TABLE t2 ();\n")
      #expect(try await bench.up() == ["2"])
    }
  }

  @Test func `many runners on one empty database apply each migration once`() async throws {
    try await withTestDatabase { database in
      let target = try database.target
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...10 {
          group.addTask {
            let connection = try await Connection.connect(to: target)
            defer { connection.close() }
            return try await Migrator(directory: Checkout.migrations).apply(to: connection).steps
              .count
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts.sorted() == Array(repeating: 0, count: 9) + [Checkout.migrationCount])
    }
  }
}
