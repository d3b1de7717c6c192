import Access
import CareFixture
import Postgres

extension AgreementTests {
  /// Everything that is tried.
  static func cases(for principal: Principal) -> [Case] {
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
