/// How a pool behaves; every limit has a default that suits a web server beside its database.
public struct PoolOptions: Sendable {
  /// How each session behaves.
  public var connection = ConnectionOptions()

  // MARK: How many

  /// The most sessions at a time, those being opened included. Default 10: a server with c cores is
  /// busiest at about 2 × c to 3 × c active sessions, and the processes of a deployment add up
  /// against its `max_connections`.
  public var maximumConnections = 10
  /// How many sessions stay open and idle when nobody needs them. Default 0: sessions are opened on
  /// demand, and a program that never asks never connects.
  public var minimumIdle = 0

  // MARK: Waiting

  /// How long a caller waits for a session, opening and checking it included. Default 10 s: by then
  /// whoever asked has mostly gone away.
  public var waitingDeadline: Duration = .seconds(10)
  /// How many callers may wait at once, those for whom a session is being opened included; one more
  /// fails at once. Default 1,000: a longer queue is an overload that waiting only makes worse.
  public var maximumWaiting = 1_000

  // MARK: How long a session lives

  /// How long a session may stand idle before it is closed, down to `minimumIdle`. Default 10 min.
  public var idleTimeout: Duration = .seconds(600)
  /// The age at which a session is closed, when it is idle or comes back. Default 1 h: caches that
  /// grow in its server process, and a failover that moved the server's name, do not stay for ever.
  public var maximumLifetime: Duration = .seconds(3600)
  /// The share of `maximumLifetime` by which chance shortens each session's life, from 0 to 1, so
  /// that sessions opened together do not end together. Default 0.1.
  public var lifetimeJitter = 0.1

  // MARK: Sound and clean

  /// How long a session may have been idle before the server is asked (`SELECT 1`) ahead of handing
  /// it out. Default 30 s. A session that the server has closed is noticed without asking; asking
  /// finds those that a firewall or a lost server left half open.
  public var checkAfterIdle: Duration = .seconds(30)
  /// How long that question, or rolling back and resetting a session that comes back, may take
  /// before the session is given up. Default 5 s.
  public var upkeepTimeout: Duration = .seconds(5)
  /// What is undone in a session that comes back, beside an open transaction, which always is.
  /// Default `sessionState`: nothing of one caller's session reaches the next.
  public var reset = SessionReset.sessionState

  // MARK: A server that cannot be reached

  /// The bound of the pause after the first failed attempt to connect; it doubles with each further
  /// failure, and chance picks the pause between nothing and the bound. Default 100 ms.
  public var reconnectDelay: Duration = .milliseconds(100)
  /// What the bound never exceeds. Default 5 s: at most that long after a server is back, so is the
  /// pool.
  public var maximumReconnectDelay: Duration = .seconds(5)

  /// Makes options with the defaults above.
  public init() {}
}
