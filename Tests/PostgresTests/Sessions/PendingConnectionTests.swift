import Postgres
import TestDatabase
import Testing

@Suite(.suiteDatabase, .timeLimit(.minutes(5))) struct PendingConnectionTests {
  private func pending(_ name: String) throws -> PendingConnection {
    let database = try #require(SuiteDatabase.current)
    var options = ConnectionOptions()
    options.applicationName = name
    return PendingConnection(
      to: try ConnectionTarget(database.connectionString),
      options: options
    )
  }

  @Test func `a session opens while the caller does something else`() async throws {
    let opening = try pending("pending_taken")
    try await Task.sleep(for: .milliseconds(50))
    let connection = try await opening.connection()
    defer { connection.close() }
    let one: Int = try await connection.value("SELECT 1")
    #expect(one == 1)
  }

  @Test func `one that nobody takes is closed, open already or not`() async throws {
    for pause in [0, 200] { try await leave(after: .milliseconds(pause)) }
    try await withSession { connection in
      // The server notices a moment later.
      for _ in 1...100 {
        let left: Int = try await connection.value(
          "SELECT count(*)::int FROM pg_stat_activity WHERE application_name = 'pending_left'"
        )
        if left == 0 { return }
        try await Task.sleep(for: .milliseconds(50))
      }
      Issue.record("a session is left")
    }
  }

  private func leave(after pause: Duration) async throws {
    let opening = try pending("pending_left")
    try await Task.sleep(for: pause)
    _ = opening
  }
}
