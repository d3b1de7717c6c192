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
  private static func emptyHouse(of organisation: Organisation) -> ID<Facility> {
    extra[organisation == .sunriseCare ? 0 : 1].house
  }

  /// Somebody who was deleted.
  private static func whoLeft(_ organisation: Organisation) -> ID<User> {
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

  private static func cases(for principal: Principal) -> [Case] {
    Place.allCases.flatMap { place in
      let organisation: Organisation = place == .foreign ? .harborHomes : .sunriseCare
      let house = place == .other ? organisation.pineHouse : organisation.oakHouse
      let client = place == .other ? organisation.akira : organisation.jose
      let colleague = organisation.person(place == .other ? .petra : .cora)
      return about(organisation, place)
        + aboutPeople(organisation, place, colleague, principal)
        + aboutHouses(organisation, place, house, principal)
        + aboutClients(organisation, place, house, client)
        + aboutStaff(organisation, place, house, colleague)
    }
  }

  private static func about(_ organisation: Organisation, _ place: Place) -> [Case] {
    // There is one organisation, not one for each house.
    guard place != .other else { return [] }
    return [
      Case(
        permission: .tenantRead,
        place: place,
        resource: .tenant,
        statement: "SELECT FROM tenant WHERE id = \(organisation.id)"
      ),
      Case(
        permission: .tenantUpdate,
        place: place,
        resource: .tenant,
        statement: """
          UPDATE tenant SET settings = '{"x": 1}' WHERE id = \(organisation.id) RETURNING 1
          """
      ),
    ]
  }

  private static func aboutPeople(
    _ organisation: Organisation,
    _ place: Place,
    _ colleague: ID<User>,
    _ principal: Principal
  ) -> [Case] {
    let isColleague = place == .own && principal.works(in: organisation.oakHouse)
    let one = Resource.user(colleague, role: .staff, isColleague: isColleague)
    let boss = Resource.user(organisation.person(.rita), role: .admin, isColleague: isColleague)
    var cases = [
      Case(
        permission: .userRead,
        place: place,
        resource: one,
        statement: "SELECT FROM \"user\" WHERE id = \(colleague)"
      ),
      Case(
        permission: .userUpdate,
        place: place,
        resource: one,
        statement: "UPDATE \"user\" SET phone = '+12' WHERE id = \(colleague) RETURNING 1"
      ),
      Case(
        permission: .userDelete,
        place: place,
        resource: one,
        statement: "SELECT heartly.delete_user(\(colleague))"
      ),
    ]
    guard place != .other else { return cases }
    cases += [
      Case(
        permission: .userUpdate,
        place: place,
        resource: boss,
        statement: """
          UPDATE "user" SET phone = '+12' WHERE id = \(organisation.person(.rita)) RETURNING 1
          """
      ),
      Case(
        permission: .userUpdate,
        place: place,
        resource: .rights,
        statement: "UPDATE \"user\" SET role = 'OWNER' WHERE id = \(colleague) RETURNING 1"
      ),
      Case(
        permission: .userRestore,
        place: place,
        resource: .any,
        statement: "SELECT heartly.restore_user(\(whoLeft(organisation)))"
      ),
    ]
    for role in Role.allCases {
      cases.append(
        Case(
          permission: .userCreate,
          place: place,
          resource: .newUser(role: role),
          statement: """
            INSERT INTO "user" ("tenantId", "firstName", "lastName", username, role)
            VALUES (\(organisation.id), 'A', 'B', 'new', \(role)) RETURNING 1
            """
        )
      )
    }
    if place == .own {
      cases.append(
        Case(
          permission: .userUpdate,
          place: place,
          resource: .user(principal.user, role: principal.role, isColleague: true),
          statement: "UPDATE \"user\" SET phone = '+12' WHERE id = \(principal.user) RETURNING 1"
        )
      )
    }
    return cases
  }

  private static func aboutHouses(
    _ organisation: Organisation,
    _ place: Place,
    _ house: ID<Facility>,
    _ principal: Principal
  ) -> [Case] {
    var cases = [
      Case(
        permission: .facilityRead,
        place: place,
        resource: .facility(house),
        statement: "SELECT FROM facility WHERE id = \(house)"
      ),
      Case(
        permission: .facilityUpdate,
        place: place,
        resource: .facility(house),
        statement: "UPDATE facility SET phone = '+12' WHERE id = \(house) RETURNING 1"
      ),
      Case(
        permission: .auditRead,
        place: place,
        resource: .audit(actor: nil, facility: house),
        statement: """
          SELECT FROM data_audit_log WHERE "facilityId" = \(house) AND "tableName" = 'client'
          """
      ),
    ]
    guard place != .other else { return cases }
    cases += [
      Case(
        permission: .facilityCreate,
        place: place,
        resource: .any,
        statement: """
          INSERT INTO facility ("tenantId", name, address, city, state, zip)
          VALUES (\(organisation.id), 'New House', '1 Main Street', 'LA', 'CA', '95814') RETURNING 1
          """
      ),
      Case(
        permission: .facilityDelete,
        place: place,
        resource: .any,
        statement: "SELECT heartly.delete_facility(\(emptyHouse(of: organisation)))"
      ),
      Case(
        permission: .facilityRestore,
        place: place,
        resource: .any,
        statement: "SELECT heartly.restore_facility(\(organisation.elmHouse))"
      ),
    ]
    return cases
  }

  private static func aboutClients(
    _ organisation: Organisation,
    _ place: Place,
    _ house: ID<Facility>,
    _ client: ID<Client>
  ) -> [Case] {
    var cases = [
      Case(
        permission: .clientRead,
        place: place,
        resource: .client(in: house),
        statement: "SELECT FROM client WHERE id = \(client)"
      ),
      Case(
        permission: .clientCreate,
        place: place,
        resource: .client(in: house),
        statement: """
          INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
          VALUES (\(organisation.id), 'A', 'B', '1950-01-01', 'ZZ0001', \(house)) RETURNING 1
          """
      ),
      Case(
        permission: .clientUpdate,
        place: place,
        resource: .client(in: house),
        statement: "UPDATE client SET phone = '+12' WHERE id = \(client) RETURNING 1"
      ),
      Case(
        permission: .clientDelete,
        place: place,
        resource: .client(in: house),
        statement: "SELECT heartly.delete_client(\(client))"
      ),
    ]
    if place != .own {
      let oak = Organisation.sunriseCare.oakHouse
      cases.append(
        Case(
          permission: .clientMove,
          place: place,
          resource: .move(from: oak, to: house),
          statement: """
            UPDATE client SET "facilityId" = \(house) WHERE id = \(Organisation.sunriseCare.jose)
            RETURNING 1
            """
        )
      )
    }
    guard place != .other else { return cases }
    cases.append(
      Case(
        permission: .clientRestore,
        place: place,
        resource: .any,
        statement: "SELECT heartly.restore_client(\(organisation.gone))"
      )
    )
    return cases
  }

  private static func aboutStaff(
    _ organisation: Organisation,
    _ place: Place,
    _ house: ID<Facility>,
    _ colleague: ID<User>
  ) -> [Case] {
    func assign(_ user: ID<User>) -> SQL {
      """
      INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
      VALUES (\(organisation.id), \(house), \(user), heartly.user_id()) RETURNING 1
      """
    }
    var cases = [
      Case(
        permission: .staffRead,
        place: place,
        resource: .assignment(house, of: colleague, isFree: true),
        statement: """
          SELECT FROM facility_staff WHERE "facilityId" = \(house) AND "userId" = \(colleague)
          """
      ),
      Case(
        permission: .staffAssign,
        place: place,
        resource: .assignment(house, of: organisation.person(.lone), isFree: true),
        statement: assign(organisation.person(.lone))
      ),
      Case(
        permission: .staffUnassign,
        place: place,
        resource: .assignment(house, of: colleague, isFree: true),
        statement: "SELECT heartly.unassign_staff(\(house), \(colleague))"
      ),
    ]
    if place == .own {
      cases.append(
        Case(
          permission: .staffAssign,
          place: place,
          resource: .assignment(house, of: organisation.person(.petra), isFree: false),
          statement: assign(organisation.person(.petra))
        )
      )
    }
    return cases
  }
}
