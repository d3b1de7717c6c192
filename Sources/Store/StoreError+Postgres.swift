internal import Access
internal import Postgres

extension StoreError {
  /// What a failure of the database means to the caller: the one place where SQLSTATEs are read.
  init(_ error: PostgresError) {
    switch error {
    case .server(let error): self.init(error)
    case .cancelled: self = .cancelled
    case .poolExhausted, .poolClosed, .connectionFailed, .connectionLost: self = .unavailable
    case .invalidParameter: self = .invalid(constraint: "text")
    case .invalidConfiguration, .misuse: self = .unexpected("\(error)")
    }
  }

  private init(_ error: ServerError) {
    if error.isOfTheAuditLog {
      self = .auditUnwritable("\(error)")
      return
    }
    switch error.sqlState {
    case .checkViolation, .notNullViolation:
      self = .invalid(constraint: error.constraint ?? error.column ?? "unknown")
    // What is referred to, and is not there, is a state of other rows, not a value's shape.
    case .uniqueViolation, .foreignKeyViolation, SQLState("23001"):
      self = .conflict(constraint: error.constraint ?? "unknown")
    // A session that is not valid, and a context that is not there.
    case SQLState("28000"): self = .sessionInvalid
    case SQLState("P0002"): self = .notFound
    case IdempotencySQL.keyInUse: self = .keyInUse
    case .insufficientPrivilege: self = .refused(.notPermitted)
    case SQLState("57014"): self = .timedOut
    case SQLState("53300"), SQLState("53100"), SQLState("53200"), SQLState("57P01"),
      SQLState("57P03"), SQLState("40P01"), SQLState("40001"), SQLState("55P03"):
      self = .unavailable
    default: self = .unexpected("\(error)")
    }
  }
}

extension ServerError {
  /// Whether it is the audit log that could not be written. The server names the table as a field, but
  /// for a right that is missing only in its message, whatever language that is in.
  fileprivate var isOfTheAuditLog: Bool {
    let logs = ["user_action_audit_log", "data_audit_log"]
    if let table { return logs.contains { table.hasPrefix($0) } }
    return sqlState == .insufficientPrivilege && logs.contains { message.contains($0) }
  }
}
