/// Names a session within its pool. Never used twice.
struct ConnectionID: Hashable, Sendable {
  let number: UInt64
}

/// Names a caller that waits for a session. Numbered in the order of asking.
struct WaiterID: Hashable, Sendable {
  let number: UInt64
}

/// What has happened to a pool.
enum PoolEvent: Hashable, Sendable {
  /// A caller asks for a session. It is answered by exactly one `grant` or `refuse`.
  case request(WaiterID)
  /// A caller has gone. Harmless when it was answered before.
  case cancel(WaiterID)
  case opened(ConnectionID)
  case openFailed(ConnectionID, PostgresError)
  /// A caller is done with its session, which is clean, or is closed already.
  case returned(ConnectionID, isClean: Bool)
  /// A session turned out to be broken before its caller used it, and is closed. The caller waits
  /// again, in its old place and until its old deadline.
  case rejected(ConnectionID)
  /// Time has passed.
  case tick
  /// Nobody gets a session any more. What is leased may come back until the deadline.
  case shutDown(deadline: ContinuousClock.Instant)
}

/// What is to be done about it, in this order.
enum PoolAction: Hashable, Sendable {
  /// Hand the session over. `idleSince` is `nil` when it was in use or opened just now.
  case grant(ConnectionID, to: WaiterID, idleSince: ContinuousClock.Instant?)
  case refuse(WaiterID, PostgresError)
  /// Start opening a session; `opened` or `openFailed` tells how it went.
  case open(ConnectionID)
  /// Close a session that nobody uses.
  case close(ConnectionID)
  /// Give up an opening; `openFailed` or `opened` still comes.
  case cancelOpening(ConnectionID)
  /// End a session under its user's hands; `returned` still comes.
  case abort(ConnectionID)
  /// The shutdown is over.
  case finished
}
