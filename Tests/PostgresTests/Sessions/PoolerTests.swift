import Postgres
import TestDatabase
import TestSupport
import Testing

/// What docs/decisions/0003-prepared-statements-and-poolers.md promises.
@Suite(
  .enabled(if: Pooler.isPossible, "pgbouncer, initdb and openssl are needed"),
  .pooler,
  .serialized,
  .timeLimit(.minutes(5))
)
struct PoolerTests {
  let pooler: Pooler

  init() throws { pooler = try #require(Pooler.current) }

  @Test func `unnamed statements work, whichever session they meet`() async throws {
    let connection = try await pooler.connect(.unnamed)
    defer { connection.close() }
    for number in 0..<200 {
      let back: Int = try await connection.value("SELECT \(number)", format: .binary)
      #expect(back == number)
    }
  }

  @Test func `many clients of few sessions do not meet each other's statements`() async throws {
    try await withThrowingTaskGroup { group in
      for client in 0..<16 {
        group.addTask {
          let connection = try await pooler.connect(.unnamed)
          defer { connection.close() }
          for number in 0..<100 {
            let back: String = try await connection.value("SELECT \("\(client)-\(number)")")
            #expect(back == "\(client)-\(number)")
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `transactions and pipelines keep to one session`() async throws {
    let connection = try await pooler.connect(.unnamed)
    defer { connection.close() }
    let sum = try await connection.transaction { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int) ON COMMIT DROP")
      try await connection.savepoint { try await $0.execute("INSERT INTO t VALUES (1), (2)") }
      return try await connection.value("SELECT sum(n)::int FROM t", as: Int.self)
    }
    #expect(sum == 3)

    var pipeline = Pipeline(transaction: TransactionOptions(isolation: .serializable))
    pipeline.append("SELECT set_config('app.who', \("ana"), true)")
    let ticket = pipeline.append("SELECT current_setting('app.who')")
    let results = try await connection.run(pipeline)
    #expect(try results[ticket].only().decode(0) == "ana")

    var failing = Pipeline(transaction: TransactionOptions())
    failing.append("SELECT 1 / 0")
    let failure = try await serverError { [failing] in try await connection.run(failing) }
    #expect(failure?.pipelineIndex == 0)
    #expect(connection.transactionStatus == .idle)
  }

  @Test func `a cancelled statement ends, and no other`() async throws {
    let connection = try await pooler.connect(.unnamed)
    defer { connection.close() }
    let started = AsyncStream<Void>.makeStream()
    let outcome = try await interrupting(connection) {
      for await _ in started.stream { break }
    } _: { connection in
      started.continuation.yield()
      try await connection.execute("SELECT pg_sleep(60)")
    }
    #expect(outcome.failure as? PostgresError == .cancelled)
    for number in 0..<50 {
      let back: Int = try await connection.value("SELECT \(number)")
      #expect(back == number)
    }
  }

  @Test func `COPY works`() async throws {
    let connection = try await pooler.connect(.unnamed)
    defer { connection.close() }
    let loaded = try await connection.transaction { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int) ON COMMIT DROP")
      return try await connection.copyIn("COPY t FROM STDIN") {
        try await $0.write(Array("1\n".utf8))
      }
    }
    #expect(loaded == 1)
  }

  @Test func `named statements fail with a message that says why`() async throws {
    let connection = try await pooler.connect(.cached(limit: 10))
    defer { connection.close() }
    let other = try await pooler.connect(.unnamed)
    defer { other.close() }
    // The pooler hands out the session that was given back last: while another client holds that
    // one, the statement meets a session that does not know it.
    try await connection.execute("SELECT 'named'")
    let failure = try await other.transaction { other in
      _ = try await other.query("SELECT 1")
      return try await error { try await connection.execute("SELECT 'named'") }
    }
    let lost = try #require(failure)
    #expect(lost.sqlState == .invalidStatementName)
    #expect(
      "\(lost)".contains("a pooler in transaction mode stands between (use unnamed statements)")
    )
  }
}
