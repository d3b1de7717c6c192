import Postgres
import TestDatabase
import TestSupport
import Testing

/// Runs the body in a task that is cancelled as soon as the condition holds, and returns how it ended.
///
/// The connection can be used again afterwards: the task of the caller is not cancelled.
func interrupting<Value: Sendable>(
  _ connection: Connection,
  once condition: () async throws -> Void,
  _ body: sending @escaping (Connection) async throws -> Value
) async throws -> Result<Value, any Error> {
  // Handed to the task and taken back when it has ended; nobody uses it in between.
  nonisolated(unsafe) let lent = connection
  nonisolated(unsafe) let body = body
  let task = Task { try await body(lent) }
  do {
    try await condition()
  } catch {
    task.cancel()
    _ = await task.result
    throw error
  }
  task.cancel()
  return await task.result
}

extension TestDatabase {
  /// Waits until the session's process does what the SQL says, as `pg_stat_activity` shows it.
  func wait(
    forProcess processID: Int32,
    until condition: SQL = "state = 'active' AND wait_event IS NOT NULL"
  ) async throws {
    let watcher = try await connect()
    defer { watcher.close() }
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let rows = try await watcher.query(
        "SELECT 1 FROM pg_stat_activity WHERE pid = \(processID) AND \(condition)"
      )
      if !rows.isEmpty { return }
      await pause()
    }
    Issue.record("process \(processID) never came to: \(condition.text)")
  }

  /// Waits until the server has ended a process.
  func waitForEnd(ofProcess processID: Int32) async throws {
    let watcher = try await connect()
    defer { watcher.close() }
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let rows = try await watcher.query("SELECT 1 FROM pg_stat_activity WHERE pid = \(processID)")
      if rows.isEmpty { return }
      await pause()
    }
    Issue.record("process \(processID) never ended")
  }
}

/// The error that the body throws.
func error<Failure: Error>(
  _ type: Failure.Type = PostgresError.self,
  _ body: () async throws -> some Any
) async throws -> Failure? {
  do {
    _ = try await body()
    return nil
  } catch let error as Failure {
    return error
  }
}

/// The server's error that the body throws.
func serverError(_ body: () async throws -> some Any) async throws -> ServerError? {
  guard case .server(let failure) = try await error(PostgresError.self, body) else { return nil }
  return failure
}

extension Result {
  /// The error, if this is one.
  var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}
