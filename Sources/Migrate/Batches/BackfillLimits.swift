internal import Postgres

/// What the server may be burdened with while statements run in batches. Above a limit the engine waits
/// until it is better; nothing is open meanwhile, no transaction and no lock but the runner's.
///
/// Of other roles' sessions the server tells only a superuser, or a member of `pg_read_all_stats`
/// (`pg_monitor`), whether they are active and how far replicas are. Where it does not tell, that limit
/// has no effect.
public struct BackfillLimits: Sendable, Hashable {
  /// How far behind a replica may be (`pg_stat_replication.replay_lag`). Default 10 s: a change that is
  /// read on a replica should not be missed there for longer.
  public var replicationLag = Duration.seconds(10)
  /// How many bytes of the log a replica may not have applied yet. Default 256 MiB: the time alone does
  /// not show a replica that has stopped.
  public var replicationBytes: Int64 = 256 << 20
  /// How many sessions of others may be at work. Default nil: half of `max_connections`.
  public var activeSessions: Int?
  /// How many sessions may wait for locks. Default 10: some always wait in passing, many are a jam.
  public var lockWaits = 10
  /// How often the engine looks, between two batches. Default 1 s: a look costs the server about a
  /// millisecond.
  public var interval = Duration.seconds(1)

  /// Makes limits with the defaults above.
  public init() {}
}

/// Why batches wait.
public enum BackfillPause: Sendable, Hashable {
  /// A replica is so far behind.
  case replicationLag(Duration)
  /// A replica has so many bytes of the log to apply.
  case replicationBytes(Int64)
  /// So many sessions of others are at work.
  case activeSessions(Int)
  /// So many sessions wait for locks.
  case lockWaits(Int)
}

extension BackfillPause: CustomStringConvertible {
  /// What is too much, in a few words.
  public var description: String {
    switch self {
    case .replicationLag(let lag): "a replica is \(lag.components.seconds) s behind"
    case .replicationBytes(let bytes): "a replica is \(bytes >> 20) MiB behind"
    case .activeSessions(let count): "\(count) sessions are at work"
    case .lockWaits(let count): "\(count) sessions wait for locks"
    }
  }
}

/// What the server is burdened with at one moment.
struct ServerLoad: Hashable {
  /// The most that a replica is behind; nil where there is none, or where it does not tell.
  var lag: Duration?
  var lagBytes: Int64?
  var activeSessions = 0
  var lockWaits = 0
  var mostSessions = 100

  /// The limit that is passed, if one is.
  func pause(over limits: BackfillLimits) -> BackfillPause? {
    if let lag, lag > limits.replicationLag { return .replicationLag(lag) }
    if let lagBytes, lagBytes > limits.replicationBytes { return .replicationBytes(lagBytes) }
    if activeSessions > limits.activeSessions ?? mostSessions / 2 {
      return .activeSessions(activeSessions)
    }
    return lockWaits > limits.lockWaits ? .lockWaits(lockWaits) : nil
  }

  init() {}

  /// Asks the server by the session that runs the batches, between two of them.
  init(of connection: Connection) async throws {
    let row = try await connection.query(Self.question).only()
    let (lag, bytes, active, waiting, most) = try row.decode(
      as: Int64?.self,
      Int64?.self,
      Int64.self,
      Int64.self,
      Int32.self
    )
    self.lag = lag.map { .milliseconds($0) }
    lagBytes = bytes
    activeSessions = Int(active)
    lockWaits = Int(waiting)
    mostSessions = Int(most)
  }

  /// A replica that does not report what it has applied (`pg_receivewal`) counts by what it has written.
  private static let question: SQL = """
    SELECT
      (SELECT (extract(epoch FROM max(replay_lag)) * 1000)::bigint
        FROM pg_catalog.pg_stat_replication),
      (SELECT max(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(),
          coalesce(replay_lsn, flush_lsn, write_lsn)))::bigint
        FROM pg_catalog.pg_stat_replication WHERE state IN ('streaming', 'catchup')),
      (SELECT count(*) FROM pg_catalog.pg_stat_activity
        WHERE backend_type = 'client backend' AND state = 'active'
          AND pid <> pg_catalog.pg_backend_pid()),
      (SELECT count(DISTINCT pid) FROM pg_catalog.pg_locks
        WHERE NOT granted AND pid <> pg_catalog.pg_backend_pid()),
      pg_catalog.current_setting('max_connections')::int
    """
}
