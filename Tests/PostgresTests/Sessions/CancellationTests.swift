import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct CancellationTests {
  @Test func `a cancelled task's statement ends at once, and the session goes on`() async throws {
    try await withSession { connection in
      let database = try #require(SuiteDatabase.current)
      let process = connection.backendProcessID
      var ended = ContinuousClock.now
      let outcome = try await interrupting(connection) {
        try await database.wait(forProcess: process)
        ended = .now
      } _: { connection in
        try await connection.execute("SELECT pg_sleep(60)")
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      #expect(ContinuousClock.now - ended < .seconds(20))
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `a cancelled pipeline ends, however much was to follow`() async throws {
    var options = ConnectionOptions()
    options.cancellationGrace = .seconds(60)
    try await withSession(options: options) { connection in
      let database = try #require(SuiteDatabase.current)
      let process = connection.backendProcessID
      let outcome = try await interrupting(connection) {
        try await database.wait(forProcess: process)
      } _: { connection in
        var pipeline = Pipeline()
        pipeline.append("SELECT pg_sleep(60)")
        let chunk = String(repeating: "x", count: 10_000)
        for _ in 0..<2000 { pipeline.append("SELECT \(chunk)") }
        _ = try await connection.run(pipeline)
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `a task that is cancelled already sends nothing`() async throws {
    try await withSession { connection in
      let outcome = try await interrupting(connection) {
      } _: { connection in
        while !Task.isCancelled { await Task.yield() }
        try await connection.execute("SELECT 1")
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
    }
  }

  @Test func `two hundred cancellations at random moments never hit another statement`()
    async throws
  {
    var random = FixedSeed(state: 4)
    try await withSession { connection in
      for round in 0..<200 {
        let turns = Int.random(in: 0...400, using: &random)
        let outcome = try await interrupting(connection) {
          for _ in 0..<turns { await Task.yield() }
        } _: { connection in
          try await connection.value("SELECT sum(n) FROM generate_series(1, 20000) n", as: Int.self)
        }
        switch outcome {
        case .success(let sum): #expect(sum == 200_010_000)
        case .failure(let failure): #expect(failure as? PostgresError == .cancelled)
        }
        let back: Int = try await connection.value("SELECT \(round)")
        #expect(back == round)
      }
    }
  }

  @Test(arguments: [
    ("statement_timeout", SQLState.queryCanceled), ("lock_timeout", .lockNotAvailable),
  ])
  func `a timeout of the options is the server's error`(
    setting: String,
    expected: SQLState
  ) async throws {
    var options = ConnectionOptions()
    options.statementTimeout = setting == "statement_timeout" ? .milliseconds(500) : nil
    options.lockTimeout = setting == "lock_timeout" ? .milliseconds(500) : nil
    try await withSession { holder in
      try await holder.execute("SELECT pg_advisory_lock(15)")
      try await withSession(options: options) { connection in
        let failure = try await serverError {
          try await connection.execute("SELECT pg_advisory_lock(15)")
        }
        #expect(failure?.sqlState == expected)
        let one: Int = try await connection.value("SELECT 1")
        #expect(one == 1)
      }
    }
  }

  @Test func `an idle transaction beyond its time costs the session`() async throws {
    var options = ConnectionOptions()
    options.idleInTransactionTimeout = .milliseconds(100)
    try await withSession(options: options) { connection in
      let database = try #require(SuiteDatabase.current)
      let failure = try await error {
        try await connection.transaction { connection in
          try await database.waitForEnd(ofProcess: connection.backendProcessID)
          try await connection.execute("SELECT 1")
        }
      }
      guard case .connectionLost(let reason) = failure else {
        Issue.record("\(String(describing: failure))")
        return
      }
      #expect(reason.contains("idle-in-transaction"))
      #expect(!connection.isOpen)
    }
  }
}
