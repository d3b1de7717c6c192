import Testing

@testable import Postgres

@Suite struct PoolCancellationTests {
  @Test func `a cancelled caller leaves the queue at once`() async throws {
    try await withPool {
      $0.maximumConnections = 1
      $0.waitingDeadline = .seconds(3600)
    } _: { pool, _ in
      try await pool.withConnection { _ in
        let waiter = Task { try await pool.backendProcessID() }
        try await eventually("it waits") { pool.statistics.waiting == 1 }
        waiter.cancel()
        await #expect(throws: PostgresError.cancelled) { try await waiter.value }
        #expect(pool.statistics.waiting == 0)
      }
    }
  }

  @Test func `a task that is cancelled before it asks gets nothing`() async throws {
    try await withPool { pool, _ in
      let gate = Gate()
      let late = Task {
        await gate.wait()
        return try await pool.backendProcessID()
      }
      late.cancel()
      gate.open()
      await #expect(throws: PostgresError.cancelled) { try await late.value }
      #expect(pool.statistics.leased == 0)
    }
  }

  @Test func `a session whose caller is cancelled comes back, rolled back`() async throws {
    try await withPool {
      $0.maximumConnections = 1
    } _: { pool, observer in
      let first = try await pool.backendProcessID()
      let caller = Task {
        try await pool.withTransaction { connection in
          _ = try await connection.execute("SELECT pg_advisory_xact_lock(1), pg_sleep(60)")
        }
      }
      let name = observer.name
      try await eventually("it sleeps") {
        try await observer.connection.execute(
          """
          SELECT FROM pg_stat_activity WHERE application_name = \(name) AND wait_event = 'PgSleep'
          """
        ) == 1
      }
      caller.cancel()
      await #expect(throws: PostgresError.cancelled) { try await caller.value }
      #expect(pool.statistics.idle == 1)
      let second = try await pool.withConnection { connection in
        #expect(connection.transactionStatus == .idle)
        return connection.backendProcessID
      }
      #expect(first == second)
    }
  }

  @Test(arguments: [0, 1, 2] as [UInt64])
  func `a storm of cancellations leaks nothing`(seed: UInt64) async throws {
    try await withPool { pool, observer in
      var random = SplitMix64(seed: seed)
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<400 {
          let work = UInt8.random(in: 0..<4, using: &random)
          let patience = Duration.microseconds(.random(in: 0...30_000, using: &random))
          group.addTask { await Self.cancelledWork(pool, work, patience) }
        }
      }
      let statistics = pool.statistics
      #expect(statistics.leased == 0)
      #expect(statistics.waiting == 0)
      try await eventually("nothing is being opened any more") { pool.statistics.opening == 0 }
      try await observer.expectSessions(Int64(pool.statistics.idle))
      #expect(pool.statistics.idle <= 4)
      for number in 0..<20 as Range<Int64> {
        let answer = try await pool.withConnection { connection in
          try await connection.query("SELECT \(number)").only().decode(as: Int64.self)
        }
        #expect(answer == number)
      }
    }
  }

  /// Does some work in a task that is cancelled after a while, wherever it then is.
  private static func cancelledWork(
    _ pool: ConnectionPool,
    _ work: UInt8,
    _ patience: Duration
  ) async {
    let task = Task {
      try await pool.withConnection { connection in
        switch work {
        case 0: try await connection.execute("SELECT 1")
        case 1: try await connection.execute("SELECT pg_sleep(0.01)")
        case 2:
          try await connection.execute("BEGIN")
          try await connection.execute("SELECT pg_sleep(0.005)")
        default:
          _ = try await connection.transaction {
            try await $0.execute("SELECT pg_sleep(0.002)")
          }
        }
      }
    }
    let timer = Reactor.shared.schedule(at: .now + patience) { task.cancel() }
    _ = await task.result
    Reactor.shared.cancelTimer(timer)
  }
}
