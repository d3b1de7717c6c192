import Testing

@testable import Postgres

/// Who gets a session, and when.
@Suite struct PoolTests {
  @Test func `more callers than sessions are all served, and the server never sees more`()
    async throws
  {
    try await withPool { pool, observer in
      let name = observer.name
      let answers = try await withThrowingTaskGroup(of: (seen: Int64, echo: Int64).self) { group in
        for number in 1...300 as ClosedRange<Int64> {
          group.addTask {
            try await pool.withConnection { connection in
              // Who comes first waits: one session could have served all before the others opened.
              try await eventually("all are open") { pool.statistics.opened == 4 }
              return try await connection.query(
                """
                SELECT (SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name)),
                  \(number)
                """
              ).only().decode(as: Int64.self, Int64.self)
            }
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.map(\.echo).sorted() == Array(1...300))
      #expect(answers.map(\.seen).max() == 4)
      #expect(pool.statistics.opened == 4)
      #expect(pool.statistics.idle == 4)
    }
  }

  @Test func `a session is used again`() async throws {
    try await withPool { pool, _ in
      let first = try await pool.backendProcessID()
      for _ in 0..<20 { #expect(try await pool.backendProcessID() == first) }
      #expect(pool.statistics.opened == 1)
    }
  }

  @Test func `callers are served in the order in which they came`() async throws {
    try await withPool {
      $0.maximumConnections = 1
    } _: { pool, _ in
      let order = Notebook()
      try await withThrowingTaskGroup(of: Void.self) { group in
        let gate = Gate()
        group.addTask { try await pool.withConnection { _ in await gate.wait() } }
        try await eventually("the first holds the session") { pool.statistics.leased == 1 }
        for number in 0..<10 {
          group.addTask {
            try await pool.withConnection { _ in order.note(number) }
          }
          try await eventually("it waits") { pool.statistics.waiting == number + 1 }
        }
        gate.open()
        try await group.waitForAll()
      }
      #expect(order.numbers == Array(0..<10))
    }
  }

  @Test func `who waits past the deadline is told so, and others are not disturbed`() async throws {
    try await withPool {
      $0.maximumConnections = 1
      $0.minimumIdle = 1
      $0.waitingDeadline = .milliseconds(150)
    } _: { pool, _ in
      try await eventually("the session stands ready") { pool.statistics.idle == 1 }
      try await pool.withConnection { held in
        let error = await #expect(throws: PostgresError.self) { try await pool.backendProcessID() }
        guard case .poolExhausted(let waited) = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(waited >= .milliseconds(150) && waited < .seconds(30))
        try await held.execute("SELECT 1")
      }
      _ = try await pool.backendProcessID()
    }
  }

  @Test func `a full queue fails the next caller at once`() async throws {
    try await withPool {
      $0.maximumConnections = 1
      $0.maximumWaiting = 1
    } _: { pool, _ in
      try await withThrowingTaskGroup(of: Int32.self) { group in
        try await pool.withConnection { _ in
          group.addTask { try await pool.backendProcessID() }
          try await eventually("one waits") { pool.statistics.waiting == 1 }
          await #expect(throws: PostgresError.poolExhausted(waited: .zero)) {
            try await pool.backendProcessID()
          }
        }
        try await group.waitForAll()
      }
    }
  }

  @Test func `a minimum of idle sessions is opened unasked`() async throws {
    try await withPool {
      $0.minimumIdle = 3
    } _: { pool, observer in
      try await eventually("three stand ready") { pool.statistics.idle == 3 }
      try await observer.expectSessions(3)
    }
  }

  @Test func `idle and old sessions are closed in their time`() async throws {
    try await withPool {
      $0.idleTimeout = .milliseconds(50)
    } _: { pool, observer in
      _ = try await pool.backendProcessID()
      try await observer.expectSessions(0)
      #expect(pool.statistics.connections == 0)
    }
    try await withPool {
      $0.maximumLifetime = .milliseconds(50)
    } _: { pool, observer in
      _ = try await pool.withConnection { connection in
        try await connection.execute("SELECT pg_sleep(0.1)")
      }
      #expect(pool.statistics.connections == 0)
      try await observer.expectSessions(0)
    }
  }

  @Test func `a pool that is dropped closes its sessions`() async throws {
    try await withPool { pool, observer in
      var options = PoolOptions()
      options.connection.applicationName = observer.name
      do {
        let dropped = ConnectionPool(target: pool.target, options: options)
        _ = try await dropped.backendProcessID()
      }
      try await observer.expectSessions(0)
    }
  }
}
