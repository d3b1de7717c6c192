internal import CLibpq

extension Connection {
  /// Runs a script in one message of the simple query protocol, as psql sends its statements.
  ///
  /// A script of several statements is one implicit transaction, unless it holds transaction
  /// commands. A script of one statement may be one that refuses to run in a transaction, such as
  /// `CREATE INDEX CONCURRENTLY` or `VACUUM`.
  ///
  /// - Returns: One result for each statement.
  /// - Throws: `server` with the position in the script's text. Data for `COPY … FROM STDIN` cannot
  ///   be sent this way; the server ends such a statement with an error.
  @discardableResult
  public func execute(_ script: SQLScript) async throws(PostgresError) -> [Rows] {
    guard !script.text.containsNull else {
      throw .misuse("the script holds a NUL character")
    }
    return try await operation { () async throws(PostgresError) in
      try await withSimpleProtocol { () async throws(PostgresError) in
        guard PQsendQuery(raw, script.text) == 1 else { throw brokenSession() }
        try await flush()
        return try await scriptResults()
      }
    }
  }

  private func scriptResults() async throws(PostgresError) -> [Rows] {
    var rows: [Rows] = []
    var failure: PostgresError?
    while let result = try await nextResult() {
      switch result.status {
      case PGRES_COPY_IN:
        _ = PQputCopyEnd(raw, "a script cannot carry data for COPY FROM STDIN")
        try await flush()
      case PGRES_COPY_OUT:
        while try await nextCopyData() != nil {}
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
        let answer = Rows(result: result)
        statements.observe(answer)
        rows.append(answer)
      default:
        failure = failure ?? result.serverError.map { .server($0) } ?? brokenSession()
      }
      if let lost { throw lost }
    }
    if let failure { throw failure }
    return rows
  }

  /// Leaves libpq's pipeline mode, in which neither COPY nor the simple protocol works, for the
  /// length of the body.
  func withSimpleProtocol<Value>(
    _ body: () async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    guard PQexitPipelineMode(raw) == 1 else { throw brokenSession() }
    let value: Value
    do {
      value = try await body()
    } catch {
      if lost == nil, PQenterPipelineMode(raw) == 0 { throw brokenSession() }
      throw error
    }
    // The body may have lost the session and still have a value to return.
    if let lost { throw lost }
    guard PQenterPipelineMode(raw) == 1 else { throw brokenSession() }
    return value
  }
}
