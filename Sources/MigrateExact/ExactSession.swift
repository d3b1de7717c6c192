internal import Postgres

/// The session that runs the statements, and what is known of its server.
struct ExactSession {
  let connection: Connection
  /// Whether the whole server goes with the run.
  let ownsServer: Bool

  /// Runs one statement in the open transaction, and answers what is there afterwards, or the
  /// refusal; a statement that is refused changes nothing. `keepsSavepoint` is for statements about
  /// savepoints, which the release of an outer one would undo.
  func run(
    inTransaction text: String,
    keepsSavepoint: Bool
  ) async throws -> Result<CatalogState, ServerError> {
    var pipeline = Pipeline()
    pipeline.append("SAVEPOINT heartly_exact")
    pipeline.append(SQLScript(text: text))
    if !keepsSavepoint { pipeline.append("RELEASE SAVEPOINT heartly_exact") }
    // A role that the file has set may not be allowed to look.
    let role = pipeline.append("SELECT quote_ident(current_setting('role'))")
    pipeline.append("SET LOCAL ROLE NONE")
    let relations = pipeline.append(CatalogState.relations)
    let locks = pipeline.append(CatalogState.locks)
    do {
      let results = try await connection.run(pipeline)
      let name: String = try results[role].only().decode(0)
      if name != "none" {
        try await connection.execute(SQLScript(text: "SET LOCAL ROLE \(name)"))
      }
      return .success(
        try CatalogState(relations: results[relations], locks: results[locks])
      )
    } catch PostgresError.server(let refusal) where connection.isOpen {
      try await connection.execute("ROLLBACK TO SAVEPOINT heartly_exact")
      try await connection.execute("RELEASE SAVEPOINT heartly_exact")
      return .failure(refusal)
    }
  }

  /// Runs one statement outside of a transaction.
  ///
  /// - Returns: The refusal, if it was refused.
  func run(outside text: String) async throws -> ServerError? {
    do {
      try await connection.execute(SQLScript(text: text))
      return nil
    } catch {
      guard case .server(let refusal) = error, connection.isOpen else { throw error }
      return refusal
    }
  }

  /// Runs a command of this program's own.
  ///
  /// - Returns: The refusal, if it was refused.
  func refusal(of command: SQL) async throws -> ServerError? {
    do {
      try await connection.execute(command)
      return nil
    } catch {
      guard case .server(let refusal) = error, connection.isOpen else { throw error }
      return refusal
    }
  }

  /// What is there now.
  func state() async throws -> CatalogState { try await CatalogState(of: connection) }

  /// Undoes what an earlier file has SET. Messages are read in English; a role that may not choose
  /// their language gets findings of fewer rules.
  func reset() async throws {
    for sql in ["RESET ALL", "RESET SESSION AUTHORIZATION", "RESET ROLE"] as [SQL] {
      try await connection.execute(sql)
    }
    _ = try await refusal(of: "SET lc_messages TO 'C'")
  }

  /// Makes the role that a statement misses.
  ///
  /// - Returns: Whether the statement is to be tried again.
  func makeRole(missedBy refusal: ServerError) async throws -> Bool {
    guard ownsServer, let name = refusal.missingRole else { return false }
    let making = "CREATE ROLE \(name.quotedIdentifier)"
    guard connection.transactionStatus == .inTransaction else {
      return try await run(outside: making) == nil
    }
    // The role that a migration has SET may not be allowed to.
    if case .success = try await run(inTransaction: making, keepsSavepoint: false) { return true }
    return false
  }
}
