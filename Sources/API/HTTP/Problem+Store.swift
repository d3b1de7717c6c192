internal import HTTPTypes
internal import Store

extension Problem {
  /// What a failure of the store is to the caller: the one place where it is decided.
  init(_ error: StoreError) {
    switch error {
    case .sessionInvalid: self.init(kind: .unauthenticated)
    case .refused: self.init(kind: .forbidden)
    case .notFound: self.init(kind: .notFound)
    case .invalid(let constraint):
      self.init(kind: .invalid, fields: [FieldError(constraint: constraint)])
    case .conflict(let constraint):
      self.init(kind: .conflict, fields: [FieldError(constraint: constraint, isConflict: true)])
    case .changed: self.init(kind: .preconditionFailed)
    case .invalidCursor:
      // There is no such page, for this person: as with everything that is somebody else's.
      self.init(
        kind: .notFound,
        detail: "The cursor is not one that you were given for this list."
      )
    case .keyReused: self.init(kind: .idempotencyMismatch)
    case .keyInUse:
      self.init(
        kind: .conflict,
        detail: "The first request with this Idempotency-Key is still under way.",
        headers: [.retryAfter: "1"]
      )
    case .unavailable: self.init(kind: .unavailable, headers: [.retryAfter: "1"])
    case .timedOut: self.init(kind: .timedOut)
    case .cancelled: self.init(kind: .unavailable)
    case .unexpected, .auditUnwritable: self.init(kind: .internalError)
    }
  }
}

extension Problem.FieldError {
  /// Finds the member by the constraint's name: `CHK_client_birthDate` is about `/birthDate`. In a
  /// conflict a foreign key is one that still leads to the thing.
  init(constraint: String, isConflict: Bool = false) {
    let parts = constraint.split(separator: "_", maxSplits: 2).map(String.init)
    let kind = parts.first ?? ""
    var column = parts.count == 3 ? parts[2] : constraint
    if kind == "FK", !column.hasSuffix("Id") { column += "Id" }
    let message =
      switch kind {
      case "UQ": "Another one has this value already."
      case "FK" where isConflict: "Something still belongs to it."
      case "FK": "There is no such thing."
      case "CHK" where constraint == "CHK_user_last_owner":
        "The organisation would be left without an active OWNER."
      default: "The value is not valid."
      }
    self.init(pointer: "/\(column)", rule: constraint, message: message)
  }
}
