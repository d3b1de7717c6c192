internal import CLibpq

extension Connection {
  /// Undoes what earlier statements changed in the session. The caller bounds the time.
  func reset(_ reset: SessionReset) async throws(PostgresError) {
    switch reset {
    case .none: return
    case .sessionState:
      try await undo([
        "CLOSE ALL", "SET SESSION AUTHORIZATION DEFAULT", "RESET ALL", "UNLISTEN *",
        "SELECT pg_advisory_unlock_all()", "DISCARD TEMP", "DISCARD SEQUENCES",
      ])
    case .discardAll:
      // Forgotten first: dropping single statements in the same pipeline would put DISCARD ALL into
      // a transaction, which it refuses.
      statements.removeAll()
      try await undo(["DISCARD ALL"])
    }
    while let stale = PQnotifies(raw) { PQfreemem(stale) }
  }

  private func undo(_ commands: [SQL]) async throws(PostgresError) {
    var steps = (commands + options.sessionSettings).map { Pipeline.Step(sql: $0) }
    for index in steps.indices { steps[index].isCacheable = false }
    // Not tied to the task's cancellation: the session must come back in order all the same.
    _ = try await exchangeSteps(Pipeline.Framed(steps), onResult: nil)
  }
}

extension ConnectionOptions {
  /// What a session is given when it is opened, and loses when all settings are reset.
  fileprivate var sessionSettings: [SQL] {
    var settings: [SQL] = ["SET DateStyle = ISO"]
    for (name, value) in [
      ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
      ("idle_in_transaction_session_timeout", idleInTransactionTimeout),
    ] {
      guard let value else { continue }
      settings.append("SELECT set_config(\(name), \("\(max(0, value.wholeMilliseconds))"), false)")
    }
    return settings
  }
}
