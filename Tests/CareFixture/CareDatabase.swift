internal import Access
internal import Migrate
internal import Postgres
internal import Store
public import TestDatabase
import TestSupport

/// A database at the newest migration, with both organisations in it.
public enum CareDatabase {
  /// Runs the body with a database of its own.
  public static func with<Value>(_ body: (TestDatabase) async throws -> Value) async throws -> Value
  {
    try await withTestDatabase(from: try await template.database(), body)
  }

  private static let template = Template()

  /// Made once for the process; it goes with the throwaway server.
  private actor Template {
    private var making: Task<TestDatabase, any Error>?

    func database() async throws -> TestDatabase {
      if let making { return try await making.value }
      let task = Task {
        let database = try await makeTestDatabase()
        let connection = try await database.connect()
        defer { connection.close() }
        try await Migrator(directory: Checkout.migrations).apply(to: connection)
        try await connection.transaction { connection in
          try await connection.execute("SELECT heartly.begin_operation()")
          for organisation in Organisation.all { try await organisation.found(in: connection) }
        }
        return database
      }
      making = task
      return try await task.value
    }
  }
}

extension Organisation {
  /// Writes the organisation into a database, as the platform's operator.
  func found(in connection: Connection) async throws {
    try await connection.execute(
      "INSERT INTO tenant (id, name) VALUES (\(id), \(name))"
    )
    for (house, isClosed) in [(oakHouse, false), (pineHouse, false), (elmHouse, true)] {
      try await connection.execute(
        """
        INSERT INTO facility ("tenantId", id, name, address, city, state, zip, deleted_at)
        VALUES (\(id), \(house), 'House ' || left(\(house)::text, 8), '1 Main Street', 'Sacramento',
          'CA', '95814', CASE WHEN \(isClosed) THEN now() END)
        """
      )
    }
    for person in Person.allCases { try await employ(person, in: connection) }
    let residents: [(ID<Client>, String, String, ID<Facility>, Bool)] = [
      (jose, "José", "O'Brien", oakHouse, false), (ana, "Ana", "Müller", oakHouse, false),
      (akira, "明", "日本", pineHouse, false), (gone, "Gone", "Away", oakHouse, true),
    ]
    for (index, (client, first, last, house, isDeleted)) in residents.enumerated() {
      try await connection.execute(
        """
        INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, "facilityId",
          deleted_at)
        VALUES (\(id), \(client), \(first), \(last), '1942-03-01', 'UCI000' || \(index), \(house),
          CASE WHEN \(isDeleted) THEN now() END)
        """
      )
    }
  }

  private func employ(_ person: Person, in connection: Connection) async throws {
    let user = self.person(person)
    try await connection.execute(
      """
      INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, role, status, permissions)
      VALUES (\(id), \(user), \(person.rawValue), 'Doe', \(person.rawValue), \(person.role), 'ACTIVE',
        \(JSON(text: person.permissions)))
      """
    )
    try await connection.execute(
      """
      INSERT INTO session ("tenantId", id, "userId", "tokenHash", expires_at)
      VALUES (\(id), \(session(of: person)), \(user), sha256(textsend(\(secret(of: person)))),
        now() + interval '1 day')
      """
    )
    for house in person.houses {
      try await connection.execute(
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId")
        VALUES (\(id), \(house == "oak" ? oakHouse : pineHouse), \(user))
        """
      )
    }
  }
}
