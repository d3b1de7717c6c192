import Access
import CareFixture
import Postgres
import TestDatabase
import Testing

/// The policy and the database decide the same, each by itself: what one role may do to a thing in the
/// own house, in another house of the organisation, and in another organisation.
///
/// The database holds what a role can have at all (`Role.ceiling`). What was refused to one person, or
/// is a role's by grant only, is the policy's alone to say.
@Suite struct AgreementTests {
  enum Place: String, CaseIterable, Sendable { case own, other, foreign }

  /// One thing that is tried, as the policy sees it and as the database does.
  struct Case: Sendable {
    var permission: Permission
    var place: Place
    /// What it is done to; nil where it is of another organisation, which the policy never sees.
    var resource: Resource
    var statement: SQL
  }

  @Test(arguments: [Person.olivia, .adam, .sam, .lone])
  func `what the policy says the database does`(person: Person) async throws {
    try await CareDatabase.with { database in
      let connection = try await database.connect(as: "heartly_app")
      defer { connection.close() }
      try await Self.add(to: database)
      let sunrise = Organisation.sunriseCare
      let principal = Principal(
        tenant: sunrise.id,
        user: sunrise.person(person),
        session: sunrise.session(of: person),
        role: person.role,
        facilities: person == .olivia || person == .lone ? [] : [sunrise.oakHouse]
      )
      var tried: Set<Permission> = []
      for one in Self.cases(for: principal) {
        let isAllowed =
          one.place != .foreign
          && decide(principal, may: one.permission, on: one.resource).isAllowed
        let isDone = try await Self.isDone(one.statement, by: person, on: connection)
        #expect(
          isDone == isAllowed,
          "\(person) \(one.permission.rawValue), \(one.place.rawValue): the policy says \(isAllowed)"
        )
        tried.insert(one.permission)
      }
      // Taking logs out is reading them, to the database.
      #expect(tried == Set(Permission.allCases).subtracting([.auditExport]))
    }
  }

  private static let extra = Organisation.all.map { _ in
    (house: ID<Facility>.new(), user: ID<User>.new())
  }

  /// A house in which nobody lives.
  static func emptyHouse(of organisation: Organisation) -> ID<Facility> {
    extra[organisation == .sunriseCare ? 0 : 1].house
  }

  /// Somebody who was deleted.
  static func whoLeft(_ organisation: Organisation) -> ID<User> {
    extra[organisation == .sunriseCare ? 0 : 1].user
  }

  private static func add(to database: TestDatabase) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    try await connection.transaction { connection in
      try await connection.execute("SELECT heartly.begin_operation()")
      for organisation in Organisation.all {
        try await connection.execute(
          """
          INSERT INTO facility ("tenantId", id, name, address, city, state, zip)
          VALUES (\(organisation.id), \(emptyHouse(of: organisation)), 'Empty House', '1 Main Street',
            'Sacramento', 'CA', '95814')
          """
        )
        try await connection.execute(
          """
          INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, deleted_at)
          VALUES (\(organisation.id), \(whoLeft(organisation)), 'Left', 'Doe', 'left', now())
          """
        )
      }
    }
  }

  /// Whether a statement has an effect, or shows something; it is rolled back.
  private static func isDone(
    _ statement: SQL,
    by person: Person,
    on connection: Connection
  ) async throws -> Bool {
    struct RollBack: Error { var isDone: Bool }
    let sunrise = Organisation.sunriseCare
    do {
      try await connection.transaction { connection in
        try await connection.execute(
          """
          SELECT FROM heartly.begin_request(\(sunrise.id), \(sunrise.secret(of: person)),
            gen_random_uuid(), NULL)
          """
        )
        // Foreign keys are to be asked now, and not at a commit that never comes.
        try await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        let count = try await connection.query(statement).count
        throw RollBack(isDone: count > 0)
      }
      return false
    } catch let end as RollBack {
      return end.isDone
    } catch let error as PostgresError {
      // Not allowed, not there, or a reference to what is not there; nothing else is a refusal.
      let refusals: [SQLState] = [
        .insufficientPrivilege, SQLState("P0002"), .foreignKeyViolation,
      ]
      guard let state = error.sqlState, refusals.contains(state) else { throw error }
      return false
    }
  }
}
