public import Logging

/// How a connection behaves beyond where it leads.
public struct ConnectionOptions: Sendable {
  /// How long opening a session may take per host, name resolution included. Default 10 s. A
  /// `connect_timeout` in the connection string or `PGCONNECT_TIMEOUT` wins.
  public var connectTimeout: Duration = .seconds(10)
  /// How long one statement may run (`statement_timeout`). Default: the server's setting.
  ///
  /// This and the two after it are settings of the session. A pooler in transaction mode gives each
  /// transaction another session: set them for the role (`ALTER ROLE … SET`) there.
  public var statementTimeout: Duration?
  /// How long one statement may wait for a lock (`lock_timeout`). Default: the server's setting.
  public var lockTimeout: Duration?
  /// How long a transaction may stand idle (`idle_in_transaction_session_timeout`). Default: the
  /// server's setting.
  public var idleInTransactionTimeout: Duration?
  /// How statements are prepared.
  public var statements: PreparedStatements = .cached(limit: 256)
  /// How long a cancelled statement may take to end before the connection is given up. Default 10 s.
  public var cancellationGrace: Duration = .seconds(10)
  /// The name under which the server lists the session. One in the connection string wins.
  public var applicationName = "heartly"
  /// Called with each notice (`RAISE NOTICE`, warnings) on the connection's executor.
  public var onNotice: (@Sendable (ServerError) -> Void)?
  /// Where notices and life-cycle events go, at debug and trace level.
  public var logger: Logger?

  /// Makes options with the defaults above.
  public init() {}

  /// How statements are prepared on the server.
  public enum PreparedStatements: Sendable, Hashable {
    /// Each statement is prepared once per connection under a name; beyond the limit the one that
    /// was not used for longest is dropped.
    case cached(limit: Int)
    /// Parsed anew each time. For poolers that hand each transaction to another server session and
    /// do not follow prepared statements, such as pgbouncer before 1.21 in transaction mode.
    case unnamed
  }
}
