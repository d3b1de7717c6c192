import Postgres
import TestDatabase
import TestSupport
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

  /// How many sessions of this name the server has, in any state or ready for a statement.
  private func sessions(_ name: String, on connection: Connection, ready: Bool = false) async throws
    -> Int
  {
    try await connection.value(
      """
      SELECT count(*)::int FROM pg_stat_activity
      WHERE application_name = \(name) AND (state = 'idle' OR NOT \(ready))
      """
    )
  }

  @Test func `a session opens while the caller does something else`() async throws {
    try await withSession { other in
      let opening = try pending("pending_taken")
      try await eventually("it opens though nobody waits for it") {
        try await sessions("pending_taken", on: other, ready: true) == 1
      }
      let connection = try await opening.connection()
      defer { connection.close() }
      let one: Int = try await connection.value("SELECT 1")
      #expect(one == 1)
    }
  }

  @Test func `one that nobody takes is closed, open already or not`() async throws {
    try await withSession { other in
      _ = try pending("pending_left_early")
      let opening = try pending("pending_left_late")
      try await eventually("it opens") {
        try await sessions("pending_left_late", on: other, ready: true) == 1
      }
      _ = consume opening
      for name in ["pending_left_early", "pending_left_late"] {
        try await eventually("it is closed") { try await sessions(name, on: other) == 0 }
      }
    }
  }
}
