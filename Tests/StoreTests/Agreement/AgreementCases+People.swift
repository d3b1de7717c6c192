import Access
import CareFixture
import Postgres

extension AgreementTests {
  static func aboutPeople(
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
}
