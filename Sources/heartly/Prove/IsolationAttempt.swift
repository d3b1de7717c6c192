import Postgres

/// Something that the runtime role tries, and that must be refused, on each table of tenants.
struct IsolationAttempt: Sendable {
  /// What holds if it is refused.
  var claim: String
  /// What is done first.
  var preparation: SQL?

  static let all = [
    IsolationAttempt(claim: "Without a context the runtime role reads no table: 28000"),
    IsolationAttempt(
      claim: "With a context that nobody signed the runtime role reads no table: 28000",
      preparation: forged
    ),
  ]

  /// Every claim of an owner of the tenant whose row was made first, and a signature of zeros.
  private static let forged: SQL = """
    SET LOCAL heartly.context = '00000000-0000-7000-8000-000000000001|\
    00000000-0000-7000-8000-000000000002|00000000-0000-7000-8000-000000000003|OWNER|\
    00000000-0000-7000-8000-000000000004||{}|\
    0000000000000000000000000000000000000000000000000000000000000000'
    """

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
          if let preparation { try await connection.execute(preparation) }
          try await connection.execute("SET LOCAL ROLE heartly_app")
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
}
