/// A five-character error code of the SQL standard and PostgreSQL (PostgreSQL manual, appendix A).
///
/// The set is open: servers, extensions and `RAISE … USING ERRCODE` add to it, so this is a struct
/// with the codes that callers decide on, not an enum of all.
public struct SQLState: Hashable, Sendable, CustomStringConvertible {
  /// The five characters, such as `23505`.
  public let code: String

  /// Makes a state of a code as the server sent it.
  public init(_ code: String) {
    self.code = code
  }

  /// The first two characters, which name the class, such as `23` for integrity violations.
  public var errorClass: Substring { code.prefix(2) }

  /// The five characters.
  public var description: String { code }
}

extension SQLState {
  // Class 08: connection.
  /// `08006`: the connection broke.
  public static let connectionFailure = SQLState("08006")

  // Class 0A: feature not supported.
  /// `0A000`; also what a cached plan raises whose result type changed.
  public static let featureNotSupported = SQLState("0A000")

  // Class 22: data.
  /// `22P02`: a value that its type's input function refused.
  public static let invalidTextRepresentation = SQLState("22P02")

  // Class 23: integrity.
  /// `23001`: a RESTRICT foreign key.
  public static let restrictViolation = SQLState("23001")
  /// `23502`: NULL in a NOT NULL column.
  public static let notNullViolation = SQLState("23502")
  /// `23503`: a foreign key without its row, or a row that is still referenced.
  public static let foreignKeyViolation = SQLState("23503")
  /// `23505`: a duplicate key.
  public static let uniqueViolation = SQLState("23505")
  /// `23514`: a CHECK constraint.
  public static let checkViolation = SQLState("23514")
  /// `23P01`: an exclusion constraint.
  public static let exclusionViolation = SQLState("23P01")

  // Class 25: transaction state.
  /// `25P02`: the transaction is aborted until it is rolled back.
  public static let inFailedTransaction = SQLState("25P02")

  // Class 26: statement name.
  /// `26000`: the server does not know the prepared statement.
  public static let invalidStatementName = SQLState("26000")

  // Class 28: authorization.
  /// `28000`: the role may not connect or the context is not valid.
  public static let invalidAuthorization = SQLState("28000")
  /// `28P01`: wrong password.
  public static let invalidPassword = SQLState("28P01")

  // Class 3D: catalog.
  /// `3D000`: the database does not exist.
  public static let invalidCatalogName = SQLState("3D000")

  // Class 40: rolled back; a retry may succeed.
  /// `40001`: serialization failure.
  public static let serializationFailure = SQLState("40001")
  /// `40P01`: deadlock.
  public static let deadlockDetected = SQLState("40P01")

  // Class 42: syntax, names and rights.
  /// `42501`: the role lacks the privilege.
  public static let insufficientPrivilege = SQLState("42501")
  /// `42601`: syntax error.
  public static let syntaxError = SQLState("42601")
  /// `42703`: unknown column.
  public static let undefinedColumn = SQLState("42703")
  /// `42P01`: unknown table.
  public static let undefinedTable = SQLState("42P01")
  /// `42P05`: a prepared statement of that name exists already.
  public static let duplicatePreparedStatement = SQLState("42P05")
  /// `42P07`: a relation of that name exists already.
  public static let duplicateTable = SQLState("42P07")

  // Class 53: resources.
  /// `53100`: the disk is full.
  public static let diskFull = SQLState("53100")
  /// `53300`: the server has no connection left.
  public static let tooManyConnections = SQLState("53300")

  // Class 55: object state.
  /// `55P03`: a lock was not had within `lock_timeout`, or at once with NOWAIT.
  public static let lockNotAvailable = SQLState("55P03")

  // Class 57: operator.
  /// `57014`: cancelled by request or by `statement_timeout`.
  public static let queryCanceled = SQLState("57014")
  /// `57P01`: the server shuts down, or an administrator ended the session.
  public static let adminShutdown = SQLState("57P01")
  /// `57P03`: the server starts up or shuts down and takes no connections.
  public static let cannotConnectNow = SQLState("57P03")
}
