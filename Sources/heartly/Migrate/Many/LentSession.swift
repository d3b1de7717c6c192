import Postgres

/// A session that one worker uses for one schema after the other, to see whether there is anything to do.
/// Opening one for each costs many times as much as the question.
final class LentSession {
  private var connection: Connection?

  /// The session, which is opened if there is none, or if the last one broke.
  func session(on target: ConnectionTarget) async throws -> Connection {
    if let connection, connection.isOpen { return connection }
    let opened = try await MigrateOptions.session(on: target)
    connection = opened
    return opened
  }

  func end() {
    connection?.close()
    connection = nil
  }
}
