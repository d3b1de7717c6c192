/// A pool's numbers at one moment.
public struct PoolStatistics: Sendable, Hashable {
  /// Sessions that stand ready.
  public internal(set) var idle = 0
  /// Sessions in callers' hands, those being checked or cleaned included.
  public internal(set) var leased = 0
  /// Sessions being opened.
  public internal(set) var opening = 0
  /// Callers that wait for a session.
  public internal(set) var waiting = 0
  /// Sessions opened since the pool was made.
  public internal(set) var opened = 0
  /// Attempts to open a session that failed since the pool was made.
  public internal(set) var failures = 0
  /// Why the latest attempt failed; `nil` once one has succeeded since.
  public internal(set) var lastFailure: PostgresError?

  /// Sessions that count against `PoolOptions.maximumConnections`.
  public var connections: Int { idle + leased + opening }
}
