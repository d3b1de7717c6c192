/// How a transaction begins (PostgreSQL manual, BEGIN and SET TRANSACTION).
public struct TransactionOptions: Sendable, Hashable {
  /// What a transaction sees of others that run at the same time.
  public enum Isolation: Sendable, Hashable {
    /// Each statement sees what was committed before it. PostgreSQL's default.
    case readCommitted
    /// All statements see what was committed before the first.
    case repeatableRead
    /// As if transactions ran one after another; may fail with `40001` and be retried.
    case serializable
  }

  /// Default: what the session or database is set to, which is `readCommitted` unless changed.
  public var isolation: Isolation?
  /// Refuse writes.
  public var isReadOnly: Bool
  /// With `serializable` and `isReadOnly`: wait for a snapshot that cannot fail.
  public var isDeferrable: Bool

  /// Makes options.
  public init(isolation: Isolation? = nil, isReadOnly: Bool = false, isDeferrable: Bool = false) {
    self.isolation = isolation
    self.isReadOnly = isReadOnly
    self.isDeferrable = isDeferrable
  }

  private static let plainBegin: SQL = "BEGIN"

  var begin: SQL {
    var sql = Self.plainBegin
    switch isolation {
    case nil: break
    case .readCommitted: sql = sql + " ISOLATION LEVEL READ COMMITTED"
    case .repeatableRead: sql = sql + " ISOLATION LEVEL REPEATABLE READ"
    case .serializable: sql = sql + " ISOLATION LEVEL SERIALIZABLE"
    }
    if isReadOnly { sql = sql + " READ ONLY" }
    if isDeferrable { sql = sql + " DEFERRABLE" }
    return sql
  }
}
