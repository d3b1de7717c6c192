import Postgres
import TestDatabase
import TestSupport
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct BrokenSessionTests {
  @Test func `a session that the server ended while idle is lost at the next call`() async throws {
    try await withSession { connection in
      let database = try #require(SuiteDatabase.current)
      try await database.terminate(connection.backendProcessID)
      let failure = try await error { try await connection.query("SELECT 1") }
      expectLost(failure, connection)
    }
  }

  @Test func `a session that the server ends while a statement runs is lost`() async throws {
    try await withSession { connection in
      let database = try #require(SuiteDatabase.current)
      let process = connection.backendProcessID
      nonisolated(unsafe) let lent = connection
      let statement = Task { try await lent.execute("SELECT pg_sleep(60)") }
      try await database.wait(forProcess: process)
      try await database.terminate(process)
      expectLost(await statement.result.failure as? PostgresError, connection)
    }
  }

  @Test func `every call on a lost session says so at once`() async throws {
    try await withSession { connection in
      connection.close()
      let lost = PostgresError.connectionLost("it was closed")
      #expect(!connection.isOpen)
      #expect(connection.transactionStatus == .unknown)
      #expect(connection.backendProcessID == 0)
      #expect(connection.serverParameter("TimeZone") == nil)
      let calls: [(Connection) async throws -> Void] = [
        { _ = try await $0.query("SELECT 1") },
        { _ = try await $0.run(Pipeline()) },
        { _ = try await $0.run(Pipeline(transaction: TransactionOptions())) },
        { _ = try await $0.execute(SQLScript(text: "SELECT 1")) },
        { try await $0.transaction { _ in } },
        { try await $0.savepoint { _ in } },
        { try await $0.listening(on: ["x"]) { _ in } },
        { _ = try await $0.copyIn("COPY t FROM STDIN") { _ in } },
        { try await $0.copyOut("COPY t TO STDOUT") { _ in } },
      ]
      for call in calls {
        let failure = try await error { try await call(connection) }
        #expect(failure == lost)
      }
      connection.close()
    }
  }

  @Test func `a session that is closed inside a body is only lost`() async throws {
    let bodies: [(Connection) async throws -> Void] = [
      { connection in
        try await connection.copyOut("COPY (SELECT 1) TO STDOUT") { _ in connection.close() }
      },
      { connection in
        try await connection.copyIn("COPY t FROM STDIN") { _ in connection.close() }
      },
      { connection in
        try await connection.transaction { $0.close() }
      },
      { connection in
        try await connection.transaction { try await $0.savepoint { $0.close() } }
      },
    ]
    for body in bodies {
      try await withSession { connection in
        try await connection.execute("CREATE TEMPORARY TABLE t (n int)")
        let failure = try await error { try await body(connection) }
        #expect(failure == .connectionLost("it was closed"))
      }
    }
  }

  private func expectLost(_ failure: PostgresError?, _ connection: Connection) {
    guard case .connectionLost(let reason) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason.contains("terminating connection due to administrator command"))
    #expect(!connection.isOpen)
  }
}

extension TestDatabase {
  /// Ends a session as an administrator does, and waits until it has ended.
  func terminate(_ processID: Int32) async throws {
    let administrator = try await connect()
    defer { administrator.close() }
    try await administrator.execute("SELECT pg_terminate_backend(\(processID), 60000)")
  }
}
