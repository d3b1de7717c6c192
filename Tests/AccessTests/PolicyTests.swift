import Access
import Testing

/// What each role may do, as one table to read.
@Suite struct PolicyTests {
  /// A permission, and what OWNER, ADMIN and STAFF have of it: by default, by grant only, or never.
  static let table: [(Permission, owner: Have, admin: Have, staff: Have)] = [
    (.tenantRead, .yes, .yes, .yes),
    (.tenantUpdate, .yes, .never, .never),
    (.userRead, .yes, .yes, .yes),
    (.userCreate, .yes, .yes, .never),
    (.userUpdate, .yes, .yes, .yes),
    (.userDelete, .yes, .yes, .never),
    (.userRestore, .yes, .never, .never),
    (.facilityRead, .yes, .yes, .yes),
    (.facilityCreate, .yes, .never, .never),
    (.facilityUpdate, .yes, .yes, .never),
    (.facilityDelete, .yes, .never, .never),
    (.facilityRestore, .yes, .never, .never),
    (.clientRead, .yes, .yes, .yes),
    (.clientCreate, .yes, .yes, .never),
    (.clientUpdate, .yes, .yes, .yes),
    (.clientMove, .yes, .yes, .byGrant),
    (.clientDelete, .yes, .yes, .never),
    (.clientRestore, .yes, .never, .never),
    (.staffRead, .yes, .yes, .yes),
    (.staffAssign, .yes, .yes, .never),
    (.staffUnassign, .yes, .yes, .never),
    (.auditRead, .yes, .yes, .yes),
    (.auditExport, .yes, .byGrant, .never),
  ]

  enum Have { case yes, byGrant, never }

  @Test func `the table names every permission`() {
    #expect(Self.table.map(\.0) == Permission.allCases)
  }

  @Test(arguments: table.map(\.0)) func `a role has its permissions`(permission: Permission) throws
  {
    let line = try #require(Self.table.first { $0.0 == permission })
    for (role, have) in [(Role.owner, line.owner), (.admin, line.admin), (.staff, line.staff)] {
      var person = Self.person(role)
      #expect(decide(person, may: permission).isAllowed == (have == .yes))
      person.grants.granted = [permission]
      #expect(decide(person, may: permission).isAllowed == (have != .never))
      person.grants.refused = [permission]
      #expect(decide(person, may: permission) == .refuse(.refusedToPerson))
    }
  }

  static let oak = ID<Facility>.new()
  static let pine = ID<Facility>.new()
  static let elm = ID<Facility>.new()
  static let other = ID<User>.new()

  static func person(_ role: Role) -> Principal {
    Principal(
      tenant: .new(),
      user: .new(),
      session: .new(),
      role: role,
      facilities: role == .owner ? [] : [oak, elm]
    )
  }

  /// What is done to what, and who may: O, A and S.
  static let places: [(String, Permission, @Sendable (Principal) -> Resource, String)] = [
    ("a client of their house", .clientRead, { _ in .client(in: oak) }, "OAS"),
    ("a client of another house", .clientRead, { _ in .client(in: pine) }, "O"),
    ("a new client in their house", .clientCreate, { _ in .client(in: oak) }, "OA"),
    ("a new client in another house", .clientCreate, { _ in .client(in: pine) }, "O"),
    ("a move between their houses", .clientMove, { _ in .move(from: oak, to: elm) }, "OA"),
    ("a move into another house", .clientMove, { _ in .move(from: oak, to: pine) }, "O"),
    ("a move out of another house", .clientMove, { _ in .move(from: pine, to: oak) }, "O"),
    ("their house", .facilityUpdate, { _ in .facility(oak) }, "OA"),
    ("another house", .facilityUpdate, { _ in .facility(pine) }, "O"),
    ("a new STAFF", .userCreate, { _ in .newUser(role: .staff) }, "OA"),
    ("a new ADMIN", .userCreate, { _ in .newUser(role: .admin) }, "O"),
    ("a new OWNER", .userCreate, { _ in .newUser(role: .owner) }, "O"),
    ("somebody's rights", .userUpdate, { _ in .rights }, "O"),
    ("themselves", .userUpdate, { .user($0.user, role: $0.role, isColleague: false) }, "OAS"),
    ("a colleague", .userRead, { _ in .user(other, role: .staff, isColleague: true) }, "OAS"),
    ("a stranger", .userRead, { _ in .user(other, role: .staff, isColleague: false) }, "O"),
    (
      "a colleague's account", .userUpdate, { _ in .user(other, role: .staff, isColleague: true) },
      "OA"
    ),
    (
      "another ADMIN's account", .userUpdate,
      { _ in .user(other, role: .admin, isColleague: true) }, "O"
    ),
    (
      "a stranger's account", .userDelete, { _ in .user(other, role: .staff, isColleague: false) },
      "O"
    ),
    (
      "free staff to their house", .staffAssign, { _ in .assignment(oak, of: other, isFree: true) },
      "OA"
    ),
    (
      "another house's staff", .staffAssign, { _ in .assignment(oak, of: other, isFree: false) },
      "O"
    ),
    (
      "staff to another house", .staffAssign, { _ in .assignment(pine, of: other, isFree: true) },
      "O"
    ),
    ("their own deeds", .auditRead, { .audit(actor: $0.user, facility: nil) }, "OAS"),
    ("deeds in their house", .auditRead, { _ in .audit(actor: other, facility: oak) }, "OA"),
    ("deeds in another house", .auditRead, { _ in .audit(actor: other, facility: pine) }, "O"),
    ("deeds nowhere", .auditRead, { _ in .audit(actor: other, facility: nil) }, "O"),
  ]

  @Test(arguments: places.map(\.0)) func `where it applies is decided too`(what: String) throws {
    let (_, permission, resource, expected) = try #require(Self.places.first { $0.0 == what })
    let allowed = zip(Role.allCases, "OAS").filter { role, _ in
      let person = Self.person(role)
      return decide(person, may: permission, on: resource(person)).isAllowed
    }
    #expect(String(allowed.map(\.1)) == expected)
  }
}
