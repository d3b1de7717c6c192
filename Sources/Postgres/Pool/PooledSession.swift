/// A session of a pool, and the only lasting reference to its connection.
///
/// `@unchecked Sendable`: at any time one side uses the connection. That is the pool, which touches
/// it under its lock or after taking it out of its tables, or the one caller to whom the pool handed
/// it and who has not handed it back. Handing over goes through the pool's lock both ways.
final class PooledSession: @unchecked Sendable {
  let id: ConnectionID
  private(set) var connection: Connection
  /// Ends the session from any thread.
  let canceller: StatementCanceller

  init(id: ConnectionID, connection: sending Connection) {
    self.id = id
    canceller = connection.canceller
    self.connection = connection
  }

  /// Whether a caller kept the connection, which the compiler does not always see: a closure can
  /// store it in a captured variable. Such a session must not be handed to anybody else.
  func hasEscaped() -> Bool {
    !isKnownUniquelyReferenced(&connection)
  }
}
