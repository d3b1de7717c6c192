import Postgres
import Testing

/// What must be unique among the live rows of a tenant.
struct Uniqueness: Sendable, CustomTestStringConvertible {
  var table: Table
  /// The index that refuses the second row.
  var index: String
  /// A row with what the first organisation has already.
  var second: Table.Fields
  /// The first organisation's row.
  var first: Value
  /// Values that are not the same, however alike they look.
  var different: [Table.Fields]

  var testDescription: String { index }

  static let all: [Uniqueness] = [
    Uniqueness(
      table: .user,
      index: "UQ_user_username",
      second: ["id": .id(51), "username": "ana"],
      first: .id(11),
      different: [["username": "Ana"], ["username": "anna"]]
    ),
    Uniqueness(
      table: .user,
      index: "UQ_user_email",
      second: ["id": .id(51), "username": "other", "email": "Ana@Example.COM"],
      first: .id(11),
      different: [["email": "anna@example.com"], ["email": nil], ["email": "aná@example.com"]]
    ),
    Uniqueness(
      table: .facility,
      index: "UQ_facility_name",
      second: ["id": .id(51)],
      first: .id(21),
      different: [["name": "Sunrise house"], ["name": "Sunrise House 2"]]
    ),
    Uniqueness(
      table: .client,
      index: "UQ_client_uci",
      second: ["id": .id(51)],
      first: .id(31),
      different: [["uci": "ABC124"], ["uci": "ABC1230"]]
    ),
  ]
}

extension Schema {
  @Suite struct UniquenessTests {
    @Test(arguments: Uniqueness.all)
    func `a second live row of the same tenant is refused`(
      key: Uniqueness
    ) async throws {
      try await withOrganisations { connection in
        let refusal = try await refusal { try await connection.insert(key.table, key.second) }
        #expect(refusal == .duplicate(key.index))
      }
    }

    @Test(arguments: Uniqueness.all)
    func `another tenant's row is not in the way`(key: Uniqueness) async throws {
      try await withOrganisations { connection in
        let tenant = Organisation.harbourHouse.tenant
        let first = Value.id(try #require(key.firstNumber) + 100)
        try await connection.delete(key.table, first, of: tenant)
        var row = key.second
        row["tenantId"] = tenant
        if key.table == .client { row["facilityId"] = Organisation.harbourHouse.house }
        try await connection.insert(key.table, row)
      }
    }

    @Test(arguments: Uniqueness.all)
    func `a deleted row is not in the way, and cannot come back beside its successor`(
      key: Uniqueness
    ) async throws {
      try await withOrganisations { connection in
        let tenant = Organisation.sunriseCare.tenant
        try await connection.delete(key.table, key.first, of: tenant)
        try await connection.insert(key.table, key.second)
        let refusal = try await refusal {
          try await connection.restore(key.table, key.first, of: tenant)
        }
        #expect(refusal == .duplicate(key.index))

        try await connection.delete(key.table, .id(51), of: tenant)
        try await connection.restore(key.table, key.first, of: tenant)
      }
    }

    @Test(arguments: Uniqueness.all)
    func `what only looks alike is another value`(key: Uniqueness) async throws {
      try await withOrganisations { connection in
        for (number, fields) in key.different.enumerated() {
          var row = key.second.merging(fields) { _, new in new }
          row["id"] = .id(60 + number)
          if key.index == "UQ_user_email" { row["username"] = "user\(number)" }
          try await connection.insert(key.table, row)
        }
      }
    }

    @Test func `a tenant's name is unique among all live tenants`() async throws {
      try await withOrganisations { connection in
        let refusal = try await refusal { try await connection.insert(.tenant, ["id": .id(2)]) }
        #expect(refusal == .duplicate("UQ_tenant_name"))
        try await connection.operate(
          "UPDATE tenant SET deleted_at = now() WHERE name = 'Sunrise Care'"
        )
        try await connection.insert(.tenant, ["id": .id(2)])
      }
    }

    @Test(arguments: Table.allCases)
    func `a key is unique, deleted rows included`(table: Table) async throws {
      try await withSharedSchema { connection in
        try await connection.insert(table)
        var again: Table.Fields = [:]
        switch table {
        case .tenant: again = ["name": "Other", "deleted_at": "2025-06-01T12:00:00Z"]
        case .user: again = ["username": "other", "deleted_at": "2025-06-01T12:00:00Z"]
        case .facility: again = ["name": "Other", "deleted_at": "2025-06-01T12:00:00Z"]
        case .client: again = ["uci": "OTHER1", "deleted_at": "2025-06-01T12:00:00Z"]
        case .clientNameKey: again = ["facilityId": .id(22)]
        case .facilityStaff: again = ["assigned_by": .id(12)]
        case .audit: again = ["action": "LIST"]
        case .session: again = ["tokenHash": .otherDigest]
        case .dataAudit: again = ["tableName": "facility"]
        case .legalHold: again = ["reason": "Another"]
        case .auditEntry: again = ["entryId": .id(72)]
        case .auditCheckpoint: again = ["note": "another"]
        }
        let row = table.sample.merging(again) { _, new in new }
        let refusal = try await connection.refusal(of: row, in: table)
        // The server reports the key of the partition that the row goes to, which it has named.
        let isPartitioned = table == .audit || table == .dataAudit
        let key =
          isPartitioned ? "\(table.rawValue)_default_pkey" : "PK_\(table.rawValue)"
        #expect(refusal == .duplicate(key))
      }
    }
  }
}

extension Uniqueness {
  /// The first row's number; the other organisation's is greater by 100.
  fileprivate var firstNumber: Int? {
    guard case .text(let text) = first else { return nil }
    return text.split(separator: "-").last.flatMap { Int($0) }
  }
}

extension Connection {
  /// Deletes a row as the application does.
  fileprivate func delete(_ table: Table, _ id: Value, of tenant: Value) async throws {
    try await mark(table, id, of: tenant, deletedAt: "now()")
  }

  fileprivate func restore(_ table: Table, _ id: Value, of tenant: Value) async throws {
    try await mark(table, id, of: tenant, deletedAt: "NULL")
  }

  private func mark(
    _ table: Table,
    _ id: Value,
    of tenant: Value,
    deletedAt: SQL
  ) async throws {
    let name: SQL =
      switch table {
      case .user: "\"user\""
      case .facility: "facility"
      case .client: "client"
      default: preconditionFailure("\(table) has no life cycle of its own.")
      }
    let key = try JSON(encoding: ["tenantId": tenant, "id": id])
    let changed = try await operate(
      """
      UPDATE \(name) SET deleted_at = \(deletedAt)
      WHERE "tenantId" = (\(key) ->> 'tenantId')::uuid AND id = (\(key) ->> 'id')::uuid
      """
    )
    #expect(changed == 1)
  }
}
