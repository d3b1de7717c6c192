import Testing

@testable import Postgres

@Suite struct PoolShutdownTests {
  @Test func `work under way is finished, and nobody else is served`() async throws {
    try await withPool {
      $0.maximumConnections = 2
    } _: { pool, observer in
      try await withThrowingTaskGroup(of: Void.self) { group in
        let gate = Gate()
        group.addTask {
          let answer = try await pool.withConnection { connection in
            await gate.wait()
            return try await connection.query("SELECT 42").only().decode(as: Int32.self)
          }
          #expect(answer == 42)
        }
        try await eventually("one works") { pool.statistics.leased == 1 }
        try await pool.withConnection { _ in
          group.addTask {
            await #expect(throws: PostgresError.poolClosed) { try await pool.backendProcessID() }
          }
          try await eventually("another waits") { pool.statistics.waiting == 1 }
          group.addTask { await pool.shutdown(deadline: .seconds(60)) }
          try await eventually("who waits is told") { pool.statistics.waiting == 0 }
        }
        await #expect(throws: PostgresError.poolClosed) { try await pool.backendProcessID() }
        try await observer.expectSessions(1)
        gate.open()
        try await group.waitForAll()
      }
      #expect(pool.statistics.connections == 0)
    }
  }

  @Test func `at the deadline the statement that still runs ends on the server, too`()
    async throws
  {
    try await withPool { pool, observer in
      let sleeper = Task {
        try await pool.withConnection { _ = try await $0.execute("SELECT pg_sleep(3600)") }
      }
      let name = observer.name
      try await eventually("it sleeps") {
        try await observer.connection.execute(
          """
          SELECT FROM pg_stat_activity WHERE application_name = \(name) AND wait_event = 'PgSleep'
          """
        ) == 1
      }
      await pool.shutdown(deadline: .milliseconds(50))
      let error = await #expect(throws: PostgresError.self) { try await sleeper.value }
      switch error {
      case .cancelled, .connectionLost: break
      default: Issue.record("\(String(describing: error))")
      }
      try await observer.expectSessions(0)
      #expect(pool.statistics.connections == 0)
    }
  }

  @Test func `a shutdown waits neither for who never comes back nor for a cancelled task`()
    async throws
  {
    try await withPool { pool, observer in
      let gate = Gate()
      let idler = Task { try await pool.withConnection { _ in await gate.wait() } }
      try await eventually("it holds a session") { pool.statistics.leased == 1 }
      let shutdown = Task { await pool.shutdown(deadline: .seconds(3600)) }
      try await eventually("the pool is closed") {
        do {
          _ = try await pool.backendProcessID()
          return false
        } catch {
          return error as? PostgresError == .poolClosed
        }
      }
      shutdown.cancel()
      await shutdown.value
      try await observer.expectSessions(0)
      gate.open()
      try await idler.value
      #expect(pool.statistics.connections == 0)
    }
  }

  @Test func `a shutdown in the middle of opening leaves no session`() async throws {
    for _ in 0..<10 {
      try await withPool { pool, observer in
        let callers = (0..<4).map { _ in Task { try await pool.backendProcessID() } }
        try await eventually("sessions are being opened") { pool.statistics.opened < 4 }
        await pool.shutdown(deadline: .seconds(10))
        for caller in callers { _ = await caller.result }
        #expect(pool.statistics.connections == 0)
        try await observer.expectSessions(0)
      }
    }
  }

  @Test func `a pool that was never used can be shut down, more than once`() async throws {
    try await withPool { pool, _ in
      await pool.shutdown()
      await pool.shutdown()
      await #expect(throws: PostgresError.poolClosed) { try await pool.backendProcessID() }
    }
  }
}
