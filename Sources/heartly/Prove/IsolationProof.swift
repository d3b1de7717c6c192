import Postgres

/// What was asked of a database about its isolation, and what it answered. Reads only.
struct IsolationProof: Encodable {
  struct Finding: Encodable {
    var claim: String
    /// What breaks it; empty where it holds.
    var violations: [String]
  }

  var database: String
  /// The server's clock, UTC.
  var at: String
  var server: String
  var findings: [Finding]

  var holds: Bool { findings.allSatisfy(\.violations.isEmpty) }

  /// Asks in one transaction that can change nothing.
  static func take(of connection: Connection) async throws -> IsolationProof {
    let isPlatform: Bool = try await connection.query(
      "SELECT to_regprocedure('heartly.tenant_id()') IS NOT NULL"
    ).only().decode(0)
    guard isPlatform else {
      throw Failure(
        message: "error: the database has no context of requests; `heartly migrate up` makes it"
      )
    }
    return try await connection.transaction(
      TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
    ) { connection in
      let head = try await connection.query(
        """
        SELECT current_database(), to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
          current_setting('server_version')
        """
      ).only()
      var findings: [Finding] = []
      for check in IsolationCheck.all {
        let rows = try await connection.query(check.violations)
        let violations: [String] = try rows.map { try $0.decode(0) }
        findings.append(Finding(claim: check.claim, violations: violations.sorted()))
      }
      for attempt in IsolationAttempt.all {
        findings.append(
          Finding(claim: attempt.claim, violations: try await attempt.violations(on: connection))
        )
      }
      return IsolationProof(
        database: try head.decode(0),
        at: try head.decode(1),
        server: "PostgreSQL " + (try head.decode(2)),
        findings: findings
      )
    }
  }
}
