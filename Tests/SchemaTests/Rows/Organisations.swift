import Postgres

/// Two organisations with a house, two people and a resident each.
///
/// The first has the identifiers of the tables' sample rows; the second's are greater by 100.
enum Organisation: Int, CaseIterable, Sendable {
  case sunriseCare = 0
  case harbourHouse = 100

  var tenant: Value { .id(rawValue + 1) }
  var ana: Value { .id(rawValue + 11) }
  var omar: Value { .id(rawValue + 12) }
  var house: Value { .id(rawValue + 21) }
  var resident: Value { .id(rawValue + 31) }

  /// Makes both.
  static func found(in connection: Connection) async throws {
    try await connection.transaction { connection in
      try await connection.beginOperation()
      for organisation in allCases { try await organisation.found(in: connection) }
    }
  }

  private func found(in connection: Connection) async throws {
    let name: Value = self == .sunriseCare ? "Sunrise Care" : "Harbour House"
    try await connection.insert(.tenant, ["id": tenant, "name": name])
    try await connection.insert(.user, ["tenantId": tenant, "id": ana, "email": "ana@example.com"])
    try await connection.insert(.user, ["tenantId": tenant, "id": omar, "username": "omar"])
    try await connection.insert(.facility, ["tenantId": tenant, "id": house])
    try await connection.insert(
      .client,
      ["tenantId": tenant, "id": resident, "facilityId": house]
    )
    try await connection.insert(
      .facilityStaff,
      ["tenantId": tenant, "facilityId": house, "userId": ana, "assigned_by": omar]
    )
    try await connection.insert(.session, ["tenantId": tenant, "userId": ana])
    try await connection.insert(.legalHold, ["tenantId": tenant])
  }
}

/// Runs the body with a session in a database of its own that holds both organisations.
func withOrganisations<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
  try await withSchema { connection in
    try await Organisation.found(in: connection)
    return try await body(connection)
  }
}
