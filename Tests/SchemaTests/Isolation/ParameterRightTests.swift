import Foundation
import Postgres
import SystemPackage
import TestDatabase
import TestSupport
import Testing

extension Schema {
  /// The right that the guarded form needs, where the migration may not give it.
  @Suite(.world) struct ParameterRightTests {
    @Test func `without the right the migration says what a superuser is to run`() async throws {
      try await withoutTheRight { connection in
        let error = await #expect(throws: PostgresError.self) {
          try await connection.execute(SQLScript(text: try opening))
        }
        guard case .server(let refusal)? = error else { return }
        #expect(refusal.sqlState == SQLState("42501"))
        let grant = "GRANT SET ON PARAMETER backtrace_functions TO heartly_context"
        #expect(refusal.hint?.contains(grant) == true)
      }
    }

    @Test func `… and goes on where the signed form was chosen`() async throws {
      try await withoutTheRight { connection in
        try await connection.execute("SET LOCAL heartly.context_form = 'signed'")
        try await connection.execute(SQLScript(text: try opening))
      }
    }

    @Test func `without the right no request begins`() async throws {
      try await withoutTheRight { connection in
        try await connection.execute("SET LOCAL ROLE heartly_app")
        let error = await #expect(throws: PostgresError.self) {
          try await connection.begin("a.owner")
        }
        guard case .server(let refusal)? = error else { return }
        #expect(refusal.sqlState == SQLState("42501"))
      }
    }

    /// What the migration does before it becomes heartly_context.
    private var opening: String {
      get throws {
        let file = Checkout.migrations.appending("1754250041000-GuardRequestContext.up.sql").string
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return try #require(text.components(separatedBy: "SET LOCAL ROLE").first)
      }
    }

    /// In a transaction that is rolled back: the right is the whole cluster's.
    private func withoutTheRight(_ body: (Connection) async throws -> Void) async throws {
      let connection = try await World.current.connect()
      defer { connection.close() }
      try await connection.execute("BEGIN")
      try await connection.execute(
        "REVOKE SET ON PARAMETER backtrace_functions FROM heartly_context"
      )
      try await connection.execute("SET LOCAL ROLE heartly_migrator")
      try await body(connection)
      try await connection.execute("ROLLBACK")
    }
  }
}
