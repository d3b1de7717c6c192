/// Sessions, and what is kept about changes.
extension ColumnRule {
  /// Columns that may be NULL in some rows, by what another column says.
  static let dependent = [
    "data_audit_log.newValues", "data_audit_log.oldValues", "data_audit_log.userId",
  ]

  static let session: [ColumnRule] = {
    let session = Table.session
    return [
      session.required("tenantId"),
      session.required("id"),
      session.required("userId"),
      session.rule("tokenHash", accepts: [.digest], refuses: [nil, "\\x", "\\xab"]),
      session.required("created_at"),
      session.rule(
        "expires_at",
        accepts: ["2025-06-01T12:00:01Z"],
        refuses: [nil, "2025-06-01T12:00:00Z", "2025-05-31T12:00:00Z"]
      ),
      session.rule(
        "revoked_at",
        accepts: [nil, "2025-06-01T12:00:00Z"],
        refuses: ["2025-06-01T11:59:59Z"]
      ),
    ]
  }()

  static let dataAudit: [ColumnRule] = {
    let audit = Table.dataAudit
    return [
      audit.required("tenantId"),
      audit.required("id"),
      audit.required("tableName"),
      // An insertion has no fields before, a deletion none after.
      audit.rule(
        "operation",
        accepts: ["UPDATE"],
        refuses: [nil, "", "update", "TRUNCATE", "INSERT", "DELETE"]
      ),
      audit.required("rowKey"),
      audit.rule("facilityId", accepts: [nil, .id(99)]),
      audit.rule("clientId", accepts: [nil, .id(99)]),
      audit.rule("oldValues", accepts: [[:]]),
      audit.rule("newValues", accepts: [[:]]),
      audit.rule("userId", accepts: [.id(99)]),
      // A person acts, or the platform.
      audit.rule("operator", accepts: [nil], refuses: ["heartly_migrator"]),
      audit.rule("sessionId", accepts: [nil, .id(99)]),
      audit.required("requestId"),
      audit.rule("ipAddress", accepts: [nil, "10.0.0.1", "2001:db8::1"]),
      audit.required("created_at"),
      audit.required("transactionId"),
    ]
  }()

  static let legalHold: [ColumnRule] = {
    let hold = Table.legalHold
    return [
      hold.required("tenantId"),
      hold.required("id"),
      hold.rule(
        "reason",
        accepts: Shared.lengths(1...500),
        refuses: [nil] + Shared.notLengths(1...500)
      ),
      hold.required("heldFrom"),
      hold.required("created_at"),
      hold.rule(
        "released_at",
        accepts: [nil, "2025-06-01T12:00:00Z"],
        refuses: ["2025-06-01T11:59:59Z"]
      ),
    ]
  }()

  static let auditEntry: [ColumnRule] = {
    let entry = Table.auditEntry
    return [
      entry.required("tenantId"),
      entry.rule("index", accepts: [0, 1_000_000], refuses: [nil, -1]),
      entry.rule(
        "logName",
        accepts: ["user_action_audit_log", "data_audit_log"],
        refuses: [nil, "", "client", "Data_audit_log"]
      ),
      entry.required("entryId"),
      entry.required("created_at"),
      entry.rule("leafHash", accepts: [.digest], refuses: [nil, "\\x", "\\xab"]),
    ]
  }()

  static let auditCheckpoint: [ColumnRule] = {
    let checkpoint = Table.auditCheckpoint
    return [
      checkpoint.required("tenantId"),
      checkpoint.rule("treeSize", accepts: [1, 1_000_000], refuses: [nil, 0, -1]),
      checkpoint.rule("rootHash", accepts: [.digest], refuses: [nil, "\\x", "\\xab"]),
      checkpoint.rule("note", accepts: [.length(4000)], refuses: [nil, .length(4001)]),
      checkpoint.required("created_at"),
    ]
  }()
}
