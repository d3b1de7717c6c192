extension ColumnRule {
  static let tenant: [ColumnRule] = {
    let tenant = Table.tenant
    return [
      tenant.required("id"),
      tenant.rule(
        "name",
        accepts: Shared.lengths(1...100) + ["Sunrise Care, Inc.", "日本ケア"],
        refuses: [nil] + Shared.notLengths(1...100) + Shared.hiddenCharacters
      ),
      tenant.words("status", ["ACTIVE", "SUSPENDED"]),
      tenant.rule("settings", accepts: Shared.objects, refuses: Shared.notObjects),
      tenant.required("created_at"),
      tenant.required("updated_at"),
      tenant.rule("deleted_at", accepts: [nil, "2025-06-01T12:00:00Z"]),
    ]
  }()

  static let facility: [ColumnRule] = {
    let facility = Table.facility
    return [
      facility.required("tenantId"),
      facility.required("id"),
      facility.rule(
        "name",
        accepts: Shared.lengths(3...100) + ["日本家", "St. Mary's House"],
        refuses: [nil, "ab"] + Shared.notLengths(3...100) + Shared.hiddenCharacters
      ),
      facility.rule(
        "address",
        accepts: Shared.lengths(5...200) + ["1 Main Street"],
        refuses: [nil, ""] + Shared.notLengths(5...200)
      ),
      facility.rule(
        "city",
        accepts: Shared.lengths(2...100) + ["LA", "Sacramento"],
        refuses: [nil, ""] + Shared.notLengths(2...100)
      ),
      facility.rule(
        "state",
        accepts: ["CA", "NY"],
        refuses: [nil, "", "C", "CAL", "ca", "C1", "ÀÉ", " C", "CA ", "CA\n"]
      ),
      facility.rule(
        "zip",
        accepts: ["12345", "00000", "12345-6789"],
        refuses: [
          nil, "", "1234", "123456", "12345-", "12345-678", "12345-67890", "123456789", "1234a",
          " 12345", "12345 ", "12345\n", "١٢٣٤٥",
        ]
      ),
      facility.rule("phone", accepts: Shared.phones, refuses: Shared.notPhones),
      facility.rule("email", accepts: Shared.emails, refuses: Shared.notEmails),
      facility.rule("projectedClientCount", accepts: [0, 6, 1000], refuses: [nil, -1]),
      facility.rule("roomCount", accepts: [nil, 0, 6], refuses: [-1]),
      facility.words("status", ["ACTIVE", "INACTIVE", "MAINTENANCE"]),
      facility.required("created_at"),
      facility.required("updated_at"),
      facility.rule("deleted_at", accepts: [nil, "2025-06-01T12:00:00Z"]),
    ]
  }()

  /// What a trigger makes of a client.
  static let clientNameKey: [ColumnRule] = {
    let key = Table.clientNameKey
    return ["tenantId", "key", "clientId", "facilityId", "isWhole"].map(key.required)
  }()

  static let facilityStaff: [ColumnRule] = {
    let staff = Table.facilityStaff
    return [
      staff.required("tenantId"),
      staff.required("facilityId"),
      staff.required("userId"),
      staff.required("assigned_at"),
      staff.rule("assigned_by", accepts: [nil, .id(12)]),
    ]
  }()

  static let audit: [ColumnRule] = {
    let audit = Table.audit
    return [
      audit.required("tenantId"),
      audit.required("id"),
      // A refused request may name what never existed, and the actor of a sign-in may be unknown.
      audit.rule("userId", accepts: [nil, .id(99)]),
      audit.rule("clientId", accepts: [nil, .id(99)]),
      audit.rule("targetUserId", accepts: [nil, .id(99)]),
      audit.rule("targetFacilityId", accepts: [nil, .id(99)]),
      // The list of actions is open: a word that the program learns must not be refused.
      audit.rule(
        "action",
        accepts: [
          "CREATE", "READ", "LIST", "SEARCH", "UPDATE", "DELETE", "RESTORE", "EXPORT", "IMPORT",
          "LOGIN", "LOGIN_FAILED", "LOGOUT", "ASSIGN", "UNASSIGN", "SWITCH_FACILITY", "DENIED",
          "BREAK_GLASS", "PRINT_LABEL", .length(100, of: "A"),
        ],
        refuses: [
          nil, "", "RE", .length(101, of: "A"), "read", "_READ", "READ_", "A__B", "READ ", "READ1",
          "READ\n", "ÉÉÉ", "READ-ALL",
        ]
      ),
      audit.words("outcome", ["SUCCESS", "DENIED", "FAILURE"]),
      audit.rule("details", accepts: Shared.objects, refuses: Shared.notObjects),
      audit.rule("requestId", accepts: [nil, .id(99)]),
      audit.rule("sessionId", accepts: [nil, .id(99)]),
      audit.rule("ipAddress", accepts: [nil, "192.0.2.1", "2001:db8::1"]),
      audit.rule("userAgent", accepts: [nil, "", .length(1000)], refuses: [.length(1001)]),
      audit.required("created_at"),
      // Rows from before it have none.
      audit.rule("transactionId", accepts: [nil, "7"]),
    ]
  }()
}
