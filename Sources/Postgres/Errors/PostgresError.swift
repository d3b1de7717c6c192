/// What can go wrong between a caller and PostgreSQL; each case is a decision that a caller can take.
public enum PostgresError: Error, Sendable, Hashable {
  // Indirect, because every call has room for an error, and this one is of 300 bytes.

  /// The server refused a statement. The connection stays usable.
  indirect case server(ServerError)
  /// The connection string or a setting cannot be understood. A retry will not help.
  case invalidConfiguration(String)
  /// No session could be opened: unreachable, refused, wrong password, no such database.
  indirect case connectionFailed(ConnectionFailure)
  /// The session broke while in use. Whether the last statement took effect is not known.
  case connectionLost(String)
  /// The task was cancelled; its statement was cancelled on the server, too.
  case cancelled
  /// No connection came free before the deadline.
  case poolExhausted(waited: Duration)
  /// The pool is shut down, or shuts down and gives out no more connections.
  case poolClosed
  /// A parameter cannot be sent; `index` counts from 1, as in `$1`.
  case invalidParameter(index: Int, reason: String)
  /// The call does not fit the connection's state or the statement, such as COPY with parameters.
  case misuse(String)
}

/// Why no session could be opened.
public struct ConnectionFailure: Sendable, Hashable {
  /// The server's code where it answered, such as `28P01` for a wrong password.
  public var sqlState: SQLState?
  /// libpq's account: hosts, ports, role and database names. Never a password.
  public var message: String

  /// Makes a failure of libpq's message and, where the server answered, its code.
  public init(sqlState: SQLState? = nil, message: String) {
    self.sqlState = sqlState
    self.message = message
  }
}

extension PostgresError {
  /// The server's code, where the server was the one to refuse.
  public var sqlState: SQLState? {
    switch self {
    case .server(let error): error.sqlState
    case .connectionFailed(let failure): failure.sqlState
    default: nil
    }
  }
}

extension PostgresError {
  /// Whether a prepared statement's result type has changed on the server.
  var isStalePlan: Bool {
    if case .server(let error) = self { error.isStalePlan } else { false }
  }
}

extension PostgresError: CustomStringConvertible {
  /// What went wrong, without values of rows and parameters.
  public var description: String {
    switch self {
    case .server(let error) where error.lostPreparedStatement:
      "\(error). The server does not know a statement that this connection prepared: a pooler in "
        + "transaction mode stands between (use unnamed statements), or DISCARD was run"
    case .server(let error): "\(error)"
    case .invalidConfiguration(let reason): "invalid connection settings: \(reason)"
    case .connectionFailed(let failure): "cannot connect to PostgreSQL: \(failure.message)"
    case .connectionLost(let reason): "the connection to PostgreSQL was lost: \(reason)"
    case .cancelled: "cancelled"
    case .poolExhausted(let waited): "no database connection came free within \(waited)"
    case .poolClosed: "the connection pool is shut down"
    case .invalidParameter(let index, let reason): "parameter $\(index) cannot be sent: \(reason)"
    case .misuse(let reason): "\(reason)"
    }
  }
}

extension ServerError {
  /// Whether the server lost or confused a named statement, as poolers in transaction mode do.
  var lostPreparedStatement: Bool {
    sqlState == .invalidStatementName || sqlState == .duplicatePreparedStatement
  }

  /// "cached plan must not change result type": the server keeps no better sign of it than the name
  /// of its function.
  var isStalePlan: Bool {
    sqlState == .featureNotSupported && routine == "RevalidateCachedQuery"
  }
}
