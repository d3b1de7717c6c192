/// What a pool undoes in a session before the next caller gets it.
///
/// Whatever is chosen, an open or failed transaction is rolled back, and a session that cannot be
/// brought into order within `PoolOptions.upkeepTimeout` is closed.
public enum SessionReset: Sendable, Hashable {
  /// Nothing: what `SET`, `set_config(…, false)`, `LISTEN`, session-level advisory locks, temporary
  /// tables and `WITH HOLD` cursors leave behind is there for the next caller. Right where all work
  /// keeps to transaction-scoped state (`SET LOCAL`, `pg_advisory_xact_lock`, `ON COMMIT DROP`).
  /// Costs no round trip.
  case none
  /// All that `DISCARD ALL` undoes but the prepared statements and their plans, which are this
  /// driver's own and hold nothing of a caller. Costs one round trip per lease, 60 to 100 µs beside
  /// a server on the same machine.
  case sessionState
  /// `DISCARD ALL`. Statements are prepared anew by each caller. Costs one round trip per lease.
  case discardAll
}
