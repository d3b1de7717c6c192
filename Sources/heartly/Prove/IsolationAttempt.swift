import Postgres

/// Something that the runtime role tries, and that must be refused, on each table of tenants.
struct IsolationAttempt: Sendable {
  /// What holds if it is refused.
  var claim: String
  /// What it does first. If it may not, that is the end of the attempt.
  var preparation: SQL?

  static let all = [
    IsolationAttempt(claim: "Without a context the runtime role reads no table: 28000"),
    IsolationAttempt(
      claim: "The runtime role cannot set the parameter that carries a context",
      preparation: """
        SET LOCAL backtrace_functions = 'heartly_context_1 00000000000070008000000000000001 \
        00000000000070008000000000000002 00000000000070008000000000000003 OWNER \
        00000000000070008000000000000004  all'
        """
    ),
    IsolationAttempt(
      claim: "With a context that nobody signed the runtime role reads no table: 28000",
      preparation: """
        SET LOCAL heartly.context = 'heartly_context_1 00000000000070008000000000000001 \
        00000000000070008000000000000002 00000000000070008000000000000003 OWNER \
        00000000000070008000000000000004  all \
        0000000000000000000000000000000000000000000000000000000000000000'
        """
    ),
  ]

  /// The tables that answered, or refused for another reason.
  func violations(on connection: Connection) async throws -> [String] {
    let tables: [String] = try await connection.query(
      """
      SELECT c.oid::regclass::text FROM pg_class c
      WHERE \(IsolationCheck.isOfTenants) AND NOT c.relispartition
        AND has_any_column_privilege('heartly_app', c.oid, 'SELECT')
      ORDER BY 1
      """
    ).map { try $0.decode(0) }
    var violations: [String] = []
    for table in tables {
      struct Undone: Error {}
      do {
        try await connection.savepoint { connection in
          try await connection.execute("SET LOCAL ROLE heartly_app")
          // A table that is empty is read from end to end, and no policy is asked about no row.
          try await connection.execute("SET LOCAL enable_seqscan = off")
          if let preparation, try await isRefused(preparation, on: connection) { return }
          try await connection.execute(SQLScript(text: "SELECT FROM \(table) LIMIT 1"))
          throw Undone()
        }
      } catch PostgresError.server(let error) {
        if error.sqlState != SQLState("28000") {
          violations.append("\(table): refused with \(error.sqlState)")
        }
      } catch is Undone {
        violations.append("\(table): answered")
      }
    }
    return violations
  }

  /// Whether the runtime role has no right to it.
  private func isRefused(_ statement: SQL, on connection: Connection) async throws -> Bool {
    do {
      try await connection.savepoint { connection in try await connection.execute(statement) }
      return false
    } catch PostgresError.server(let error) where error.sqlState == SQLState("42501") {
      return true
    }
  }
}
