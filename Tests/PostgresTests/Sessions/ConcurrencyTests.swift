import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct ConcurrencyTests {
  @Test func `thirty-two connections at once get their own answers`() async throws {
    try await withThrowingTaskGroup { group in
      for client in 0..<32 {
        group.addTask {
          let connection = try await openSession()
          defer { connection.close() }
          for number in 0..<500 {
            let expected = client * 1000 + number
            let back: Int = try await connection.value("SELECT \(expected)", format: .binary)
            #expect(back == expected)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a hundred sessions open and close, used or not`() async throws {
    try await withThrowingTaskGroup { group in
      for number in 0..<100 {
        group.addTask {
          let connection = try await openSession()
          if number.isMultiple(of: 2) { _ = try await connection.query("SELECT 1") }
          // Half of them close by going out of scope.
          if number.isMultiple(of: 4) { connection.close() }
        }
        if number >= 8 { try await group.next() }
      }
      try await group.waitForAll()
    }
  }

  @Test func `connections hammered with cancellations go on`() async throws {
    try await withThrowingTaskGroup { group in
      for client in 0..<8 {
        group.addTask {
          var random = FixedSeed(state: UInt64(client))
          let connection = try await openSession()
          defer { connection.close() }
          for round in 0..<25 {
            let turns = Int.random(in: 0...50, using: &random)
            let outcome = try await interrupting(connection) {
              for _ in 0..<turns { await Task.yield() }
            } _: { connection in
              try await connection.transaction { connection in
                try await connection.value("SELECT \(round) FROM pg_sleep(0.01)", as: Int.self)
              }
            }
            if case .failure(let failure) = outcome {
              #expect(failure as? PostgresError == .cancelled)
            }
            #expect(connection.transactionStatus == .idle)
            let back: Int = try await connection.value("SELECT \(round)")
            #expect(back == round)
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
