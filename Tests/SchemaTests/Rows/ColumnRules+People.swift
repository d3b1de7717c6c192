extension ColumnRule {
  static let user: [ColumnRule] = {
    let user = Table.user
    return [
      user.required("tenantId"),
      user.required("id"),
      user.rule(
        "firstName",
        accepts: Shared.names + Shared.lengths(1...50),
        refuses: [nil] + Shared.notLengths(1...50) + Shared.hiddenCharacters
      ),
      user.rule(
        "lastName",
        accepts: Shared.names + Shared.lengths(1...50),
        refuses: [nil] + Shared.notLengths(1...50) + Shared.hiddenCharacters
      ),
      user.rule(
        "username",
        accepts: Shared.lengths(1...100) + ["ana", "Ana", "ana@example.com", "用户"],
        refuses: [nil] + Shared.notLengths(1...100) + Shared.hiddenCharacters
      ),
      user.rule("email", accepts: Shared.emails, refuses: Shared.notEmails),
      user.rule(
        "company",
        accepts: [nil, "Sunrise Care, Inc.", .length(255)],
        refuses: [.length(256)]
      ),
      user.rule("phone", accepts: Shared.phones, refuses: Shared.notPhones),
      user.words("role", ["OWNER", "ADMIN", "STAFF"]),
      user.rule("permissions", accepts: Shared.objects, refuses: Shared.notObjects),
      user.rule("onboarding_step", accepts: [0, 5, 10], refuses: [nil, -1, 11]),
      user.rule("onboarding_completed_at", accepts: [nil, "2025-06-01T12:00:00Z"]),
      user.words("status", ["ACTIVE", "INACTIVE", "SUSPENDED", "PENDING"]),
      user.required("created_at"),
      user.required("updated_at"),
      user.rule("deleted_at", accepts: [nil, "2025-06-01T12:00:00Z"]),
    ]
  }()

  static let client: [ColumnRule] = {
    let client = Table.client
    return [
      client.required("tenantId"),
      client.required("id"),
      client.rule(
        "firstName",
        accepts: Shared.names + Shared.lengths(1...50),
        refuses: [nil] + Shared.notLengths(1...50) + Shared.hiddenCharacters
      ),
      client.rule(
        "lastName",
        accepts: Shared.names + Shared.lengths(1...50),
        refuses: [nil] + Shared.notLengths(1...50) + Shared.hiddenCharacters
      ),
      // The sample row was made at noon (UTC) on 2025-06-01, when it was the 2nd already in Kiribati.
      client.rule(
        "birthDate",
        accepts: ["1900-01-01", "1950-02-28", "2025-06-01", "2025-06-02"],
        refuses: [nil, "1899-12-31", "2025-06-03", "infinity", "-infinity", "0001-01-01 BC"]
      ),
      client.rule(
        "uci",
        accepts: ["ABC123", "000000", .length(20, of: "9")],
        refuses: [
          nil, "", "ABC12", .length(21, of: "9"), "abc123", "ABC 123", "ABC-123", " ABC123",
          "ABC123 ", "ABC12É", "ABC\u{200B}123", "ABC123\n", "ＡＢＣ１２３", "١٢٣٤٥٦",
        ]
      ),
      client.rule(
        "photo",
        accepts: [nil, "photos/31.jpg", .length(500)],
        refuses: [.length(501)]
      ),
      client.required("facilityId"),
      client.rule("phone", accepts: Shared.phones, refuses: Shared.notPhones),
      client.rule("email", accepts: Shared.emails, refuses: Shared.notEmails),
      client.words("status", ["ACTIVE", "INACTIVE", "DISCHARGED", "ON_HOLD"]),
      client.required("created_at"),
      client.required("updated_at"),
      client.rule("deleted_at", accepts: [nil, "2025-06-01T12:00:00Z"]),
    ]
  }()
}
