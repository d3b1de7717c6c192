import Postgres

/// The lock that one sealer has at a time, held by its session.
enum SealerLock {
  /// Asks again and again, because a session that waits in the server holds back vacuum.
  static func take(on connection: Connection, within limit: Duration) async throws {
    let deadline = ContinuousClock.now + limit
    var hasSaid = false
    // "heartly a", as a number.
    while try await !connection.query("SELECT pg_try_advisory_lock(7521962890162700577)").only()
      .decode(0, as: Bool.self)
    {
      guard ContinuousClock.now < deadline else {
        throw Failure(
          message: "error: another sealer is at work and did not end within \(limit)",
          status: .lockNotHad
        )
      }
      if !hasSaid { Output.error("waiting for another sealer to finish") }
      hasSaid = true
      try await Task.sleep(for: .milliseconds(200))
    }
  }
}
