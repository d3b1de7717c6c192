import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct TransactionTests {
  struct Refusal: Error, Equatable {}

  static let levels: [(TransactionOptions, [String])] = [
    (TransactionOptions(), ["read committed", "off", "off"]),
    (TransactionOptions(isolation: .readCommitted), ["read committed", "off", "off"]),
    (TransactionOptions(isolation: .repeatableRead), ["repeatable read", "off", "off"]),
    (TransactionOptions(isolation: .serializable), ["serializable", "off", "off"]),
    (
      TransactionOptions(isolation: .serializable, isReadOnly: true, isDeferrable: true),
      ["serializable", "on", "on"]
    ),
  ]

  @Test(arguments: levels)
  func `the server sees the options`(
    options: TransactionOptions,
    expected: [String]
  ) async throws {
    try await withSession { connection in
      let seen = try await connection.transaction(options) { connection in
        let row = try await connection.query(
          """
          SELECT current_setting('transaction_isolation'),
            current_setting('transaction_read_only'), current_setting('transaction_deferrable')
          """
        ).only()
        return try (0..<3).map { try row.decode($0, as: String.self) }
      }
      #expect(seen == expected)
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `what the body did stays when it returns and goes when it throws`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let returned = try await connection.transaction { connection in
        try await connection.execute("INSERT INTO t VALUES (1)")
        return 7
      }
      #expect(returned == 7)
      let thrown = try await error(Refusal.self) {
        try await connection.transaction { connection in
          try await connection.execute("INSERT INTO t VALUES (2)")
          throw Refusal()
        }
      }
      #expect(thrown == Refusal())
      #expect(connection.transactionStatus == .idle)
      let sum: Int = try await connection.value("SELECT sum(n)::int FROM t")
      #expect(sum == 1)
    }
  }

  @Test func `a body that hides a failed statement is rolled back and told so`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let refusal = try await error {
        try await connection.transaction { connection in
          try await connection.execute("INSERT INTO t VALUES (1)")
          _ = try await serverError { try await connection.execute("SELECT 1 / 0") }
        }
      }
      #expect(
        refusal == .misuse("the transaction was rolled back: a statement in it had failed")
      )
      #expect(connection.transactionStatus == .idle)
      let count: Int = try await connection.value("SELECT count(*) FROM t")
      #expect(count == 0)
    }
  }

  @Test func `a body that ends the transaction by itself is told so`() async throws {
    try await withSession { connection in
      let refusal = try await error {
        try await connection.transaction { try await $0.execute("COMMIT") }
      }
      #expect(refusal == .misuse("the body has ended the transaction by itself"))
    }
  }

  @Test func `a failing COMMIT is reported and leaves an idle session`() async throws {
    try await withSession { connection in
      try await connection.execute(
        "CREATE TEMPORARY TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)"
      )
      let failure = try await serverError {
        try await connection.transaction { try await $0.execute("INSERT INTO t VALUES (1), (1)") }
      }
      #expect(failure?.constraint == "t_n_key")
      #expect(connection.transactionStatus == .idle)
    }
  }

  @Test func `savepoints nest, and each undoes only its own`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      try await connection.transaction { connection in
        try await connection.execute("INSERT INTO t VALUES (1)")
        try await connection.savepoint { connection in
          try await connection.execute("INSERT INTO t VALUES (2)")
          let inner = try await serverError {
            try await connection.savepoint { connection in
              try await connection.execute("INSERT INTO t VALUES (4)")
              try await connection.execute("SELECT 1 / 0")
            }
          }
          #expect(inner?.sqlState == SQLState("22012"))
          #expect(connection.transactionStatus == .inTransaction)
          try await connection.execute("INSERT INTO t VALUES (8)")
        }
        let undone = try await error(Refusal.self) {
          try await connection.savepoint { connection in
            try await connection.savepoint { try await $0.execute("INSERT INTO t VALUES (16)") }
            throw Refusal()
          }
        }
        #expect(undone == Refusal())
      }
      let sum: Int = try await connection.value("SELECT sum(n)::int FROM t")
      #expect(sum == 1 + 2 + 8)
    }
  }

  @Test func `a savepoint that hides a failed statement is rolled back and told so`() async throws {
    try await withSession { connection in
      try await connection.transaction { connection in
        let refusal = try await error {
          try await connection.savepoint { connection in
            _ = try await serverError { try await connection.execute("SELECT 1 / 0") }
          }
        }
        #expect(
          refusal == .misuse("the savepoint was rolled back: a statement in it had failed")
        )
        #expect(connection.transactionStatus == .inTransaction)
      }
    }
  }

  @Test func `transactions do not nest and savepoints need one`() async throws {
    try await withSession { connection in
      let outside = try await error { try await connection.savepoint { _ in } }
      #expect(outside == .misuse("a savepoint needs an open transaction"))
      try await connection.transaction { connection in
        let inside = try await error { try await connection.transaction { _ in } }
        #expect(
          inside == .misuse("a transaction is open already; use savepoint inside it")
        )
      }
    }
  }

  @Test func `a cancelled transaction leaves an idle session and nothing behind`() async throws {
    try await withSession { connection in
      try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
      let database = try #require(SuiteDatabase.current)
      let process = connection.backendProcessID
      let outcome = try await interrupting(connection) {
        try await database.wait(forProcess: process)
      } _: { connection in
        try await connection.transaction { connection in
          try await connection.execute("INSERT INTO t VALUES (1)")
          try await connection.savepoint { try await $0.execute("SELECT pg_sleep(60)") }
        }
      }
      #expect(outcome.failure as? PostgresError == .cancelled)
      #expect(connection.transactionStatus == .idle)
      let count: Int = try await connection.value("SELECT count(*) FROM t")
      #expect(count == 0)
    }
  }
}
