import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct CopyOutTests {
  struct Refusal: Error, Equatable {}

  @Test func `two hundred thousand rows come one by one`() async throws {
    try await withSession { connection in
      let sum = try await connection.copyOut(
        "COPY (SELECT n FROM generate_series(1, 200000) n) TO STDOUT"
      ) { rows in
        var sum = 0
        for try await row in rows {
          sum += Int(String(decoding: row.dropLast(), as: UTF8.self)) ?? 0
        }
        return sum
      }
      #expect(sum == 20_000_100_000)
      try await expectUsable(connection)
    }
  }

  @Test func `leaving early ends the statement and not the session`() async throws {
    try await withSession { connection in
      let first = try await connection.copyOut(
        "COPY (SELECT generate_series(1, 100000000)) TO STDOUT"
      ) { rows in
        for try await row in rows { return row }
        return []
      }
      #expect(first == Array("1\n".utf8))
      try await expectUsable(connection)
      let thrown = try await error(Refusal.self) {
        try await connection.copyOut(
          "COPY (SELECT generate_series(1, 100000000)) TO STDOUT"
        ) { _ in throw Refusal() }
      }
      #expect(thrown == Refusal())
      try await expectUsable(connection)
    }
  }

  @Test func `a cancelled reader ends the statement`() async throws {
    try await withSession { connection in
      let started = AsyncStream<Void>.makeStream()
      let outcome = try await interrupting(connection) {
        for await _ in started.stream { break }
      } _: { connection in
        try await connection.copyOut(
          "COPY (SELECT generate_series(1, 100000000), pg_sleep(0.001)) TO STDOUT"
        ) { rows in
          for try await _ in rows { started.continuation.yield() }
        }
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      try await expectUsable(connection)
    }
  }

  @Test func `an error after some rows is thrown instead of the end`() async throws {
    try await withSession { connection in
      var count = 0
      let failure = try await serverError {
        try await connection.copyOut(
          "COPY (SELECT 1 / (100 - n) FROM generate_series(1, 200) n) TO STDOUT"
        ) { rows in
          for try await _ in rows { count += 1 }
          Issue.record("the rows seemed complete")
        }
      }
      #expect(failure?.sqlState == SQLState("22012"))
      #expect(count == 99)
      try await expectUsable(connection)
    }
  }

  @Test(arguments: ["SELECT 1", "COPY t FROM STDIN"] as [SQL])
  func `only COPY TO STDOUT will do`(sql: SQL) async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let refusal = try await error { try await connection.copyOut(sql) { _ in } }
      guard case .misuse(let reason) = refusal else {
        Issue.record("\(String(describing: refusal))")
        return
      }
      #expect(reason.hasPrefix("the statement is no COPY of this direction"))
      try await expectUsable(connection)
    }
  }

  @Test func `rows that outlive their body are at their end`() async throws {
    try await withSession { connection in
      var kept: Connection.CopyOutput?
      try await connection.copyOut("COPY (SELECT 1) TO STDOUT") { kept = $0 }
      let rows = try #require(kept)
      #expect(try await rows.next() == nil)
      try await expectUsable(connection)
    }
  }

  private func expectUsable(_ connection: Connection) async throws {
    #expect(connection.transactionStatus == .idle)
    let one: Int = try await connection.value("SELECT 1")
    #expect(one == 1)
  }
}
