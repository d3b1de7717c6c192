import Postgres
import Testing

/// A foreign key, and rows of the first organisation that would break it.
struct Reference: Sendable, CustomTestStringConvertible {
  var key: String
  var table: Table
  /// The row, which keeps all other rules.
  var row: Table.Fields
  /// The column that refers.
  var column: String
  /// Where it would cross to the other organisation; nil where it refers to the tenant itself.
  var foreign: Value?
  /// Deletes what the first organisation's row refers to.
  var removal: SQL

  var testDescription: String { key }

  static let all: [Reference] = [
    Reference(
      key: "FK_user_tenant",
      table: .user,
      row: ["id": .id(51), "username": "other"],
      column: "tenantId",
      removal: "DELETE FROM tenant WHERE name = 'Sunrise Care'"
    ),
    Reference(
      key: "FK_facility_tenant",
      table: .facility,
      row: ["id": .id(51), "name": "Other"],
      column: "tenantId",
      removal: "DELETE FROM tenant WHERE name = 'Sunrise Care'"
    ),
    Reference(
      key: "FK_client_facility",
      table: .client,
      row: ["id": .id(51), "uci": "OTHER1"],
      column: "facilityId",
      foreign: Organisation.harbourHouse.house,
      removal: "DELETE FROM facility"
    ),
    Reference(
      key: "FK_facility_staff_facility",
      table: .facilityStaff,
      row: ["userId": .id(12)],
      column: "facilityId",
      foreign: Organisation.harbourHouse.house,
      removal: "DELETE FROM client; DELETE FROM facility"
    ),
    Reference(
      key: "FK_facility_staff_user",
      table: .facilityStaff,
      row: [:],
      column: "userId",
      foreign: Organisation.harbourHouse.ana,
      removal: "DELETE FROM \"user\" WHERE username = 'ana'"
    ),
    Reference(
      key: "FK_facility_staff_assigned_by",
      table: .facilityStaff,
      row: ["userId": .id(12)],
      column: "assigned_by",
      foreign: Organisation.harbourHouse.ana,
      removal: "DELETE FROM \"user\" WHERE username = 'omar'"
    ),
    Reference(
      key: "FK_session_user",
      table: .session,
      row: ["id": .id(51), "tokenHash": .otherDigest],
      column: "userId",
      foreign: Organisation.harbourHouse.ana,
      removal: "DELETE FROM facility_staff; DELETE FROM \"user\" WHERE username = 'ana'"
    ),
    Reference(
      key: "FK_legal_hold_tenant",
      table: .legalHold,
      row: ["id": .id(51)],
      column: "tenantId",
      removal: """
        DELETE FROM session; DELETE FROM facility_staff; DELETE FROM client; DELETE FROM facility;
        DELETE FROM "user"; DELETE FROM tenant WHERE name = 'Sunrise Care'
        """
    ),
  ]

  /// Those between tables of a tenant.
  static let withinTenant = all.filter { $0.foreign != nil }

  func row(referringTo value: Value) -> Table.Fields {
    row.merging([column: value]) { _, new in new }
  }
}

extension Schema {
  @Suite struct ReferenceTests {
    @Test(arguments: Reference.withinTenant)
    func `a row cannot refer to another tenant's`(reference: Reference) async throws {
      try await withOrganisations { connection in
        let foreign = try #require(reference.foreign)
        let refusal = try await refusalAtCommit(connection) { connection in
          try await connection.insert(reference.table, reference.row(referringTo: foreign))
        }
        #expect(refusal == .reference(reference.key))
      }
    }

    @Test(arguments: Reference.all)
    func `a row cannot refer to what does not exist`(reference: Reference) async throws {
      try await withOrganisations { connection in
        let refusal = try await refusalAtCommit(connection) { connection in
          try await connection.insert(reference.table, reference.row(referringTo: .id(999)))
        }
        #expect(refusal == .reference(reference.key))
      }
    }

    @Test(arguments: Reference.all)
    func `what is referred to cannot be deleted`(reference: Reference) async throws {
      try await withOrganisations { connection in
        let refused = try await refusalAtCommit(connection) { connection in
          try await connection.execute(SQLScript(text: reference.removal.text))
        }
        // Much refers to a tenant; the server names whichever it looks at first.
        let tenantKeys: [Refusal?] = [
          .reference("FK_user_tenant"), .reference("FK_facility_tenant"),
          .reference("FK_legal_hold_tenant"),
        ]
        let expected = reference.foreign == nil ? tenantKeys : [.reference(reference.key)]
        #expect(expected.contains(refused), "\(String(describing: refused))")
      }
    }

    @Test func `within a transaction the order does not matter`() async throws {
      try await withSchema { connection in
        try await connection.transaction { connection in
          try await connection.beginOperation()
          try await connection.insert(.facilityStaff, ["assigned_by": .id(11)])
          try await connection.insert(.client)
          try await connection.insert(.user)
          try await connection.insert(.facility)
          try await connection.insert(.tenant)
        }
      }
    }

    @Test func `every foreign key has its cases here`() async throws {
      try await withSharedSchema { connection in
        let keys = try await connection.list(
          "SELECT conname FROM pg_constraint WHERE contype = 'f' AND conislocal"
        )
        #expect(keys.sorted() == Reference.all.map(\.key).sorted())
      }
    }

    @Test func `an audit row outlives all that it names`() async throws {
      try await withOrganisations { connection in
        let organisation = Organisation.sunriseCare
        try await connection.insert(
          .audit,
          [
            "userId": organisation.ana, "clientId": organisation.resident,
            "targetFacilityId": organisation.house,
          ]
        )
        try await connection.execute(
          SQLScript(
            text: """
              BEGIN; SELECT heartly.begin_operation();
              DELETE FROM session; DELETE FROM legal_hold; DELETE FROM facility_staff;
              DELETE FROM client; DELETE FROM facility; DELETE FROM "user"; DELETE FROM tenant;
              COMMIT
              """
          )
        )
        let actions = try await connection.list("SELECT action FROM user_action_audit_log")
        #expect(actions == ["READ"])
      }
    }

    /// Why the server refuses to commit; the statements themselves must succeed.
    private func refusalAtCommit(
      _ connection: Connection,
      _ body: (Connection) async throws -> Void
    ) async throws -> Refusal? {
      var isAtCommit = false
      let refusal = try await refusal {
        try await connection.transaction { connection in
          try await connection.beginOperation()
          try await body(connection)
          isAtCommit = true
        }
      }
      #expect(isAtCommit, "refused before the commit")
      return refusal
    }
  }
}
