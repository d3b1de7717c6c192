internal import Postgres

/// The advisory lock that makes one runner of migrations at a time in a database.
///
/// It is held by the very session that runs the migrations: if the runner dies in the middle of a
/// statement, the lock lives until its server process has really ended. It is polled, because a
/// session that waits in `pg_advisory_lock` holds a snapshot for which CREATE INDEX CONCURRENTLY
/// waits in turn.
struct RunnerLock {
  private static var key: (Int32, Int32) { HistoryPlace.lock }
  private static let longestPoll = Duration.milliseconds(500)

  let connection: Connection

  /// Takes the lock, or waits until the deadline, and says whether it has it. `onWait` is called
  /// once, when somebody else has it.
  func acquire(within patience: Duration, onWait: () -> Void) async throws -> Bool {
    let deadline = ContinuousClock.now + patience
    var poll = Duration.milliseconds(20)
    var hasWaited = false
    while true {
      let rows = try await connection.query(
        "SELECT pg_catalog.pg_try_advisory_lock(\(Self.key.0), \(Self.key.1))"
      )
      if try rows.only().decode(0, as: Bool.self) { return true }
      if !hasWaited { onWait() }
      hasWaited = true
      guard ContinuousClock.now < deadline else { return false }
      try await Task.sleep(for: poll)
      poll = min(poll * 2, Self.longestPoll)
    }
  }

  /// Who has the lock.
  func holders() async throws -> [BlockingSession] {
    try await BlockingSession.holding(Self.key, on: connection)
  }

  /// Gives the lock back, and the session the settings that it began with.
  func release() async throws {
    guard connection.isOpen else { return }
    var pipeline = Pipeline()
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append("SELECT pg_catalog.pg_advisory_unlock(\(Self.key.0), \(Self.key.1))")
    _ = try await connection.run(pipeline)
  }
}
