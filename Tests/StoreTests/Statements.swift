import Access
import CareFixture
import Foundation
import Postgres

@testable import Store

/// Every statement that the store sends, by the name of the function that makes it. A repository test
/// sees that none is missing.
enum Statements {
  struct Named: Sendable {
    var name: String
    var sql: SQL
  }

  /// In every form that a statement has: for each role, and with and without what can be left out.
  static let all: [Named] = Role.allCases.flatMap { role in
    everything(for: principal(role))
  }

  private static func principal(_ role: Role) -> Principal {
    let sunrise = Organisation.sunriseCare
    return Principal(
      tenant: sunrise.id,
      user: sunrise.person(.olivia),
      session: sunrise.session(of: .olivia),
      role: role,
      facilities: [sunrise.oakHouse]
    )
  }

  private static func everything(for person: Principal) -> [Named] {
    let origin = Origin(request: .new(), address: "192.0.2.1", userAgent: "a test")
    let audit = AuditSQL(principal: person, origin: origin)
    return context(origin) + [
      Named(name: "IdempotencySQL.expire", sql: IdempotencySQL.expire()),
      Named(
        name: "AuditSQL.insert",
        sql: audit.insert(Action(.read), outcome: .denied, reason: "x")
      ),
    ] + clients(person, audit) + facilities(person, audit) + staff(person, audit)
      + users(person, audit) + tenant(person, audit) + logs(person, audit)
  }

  private static let key = IdempotencyKey(text: "x", digest: Data(repeating: 0, count: 32))

  private static func context(_ origin: Origin) -> [Named] {
    let credential = Credential(tenant: Organisation.sunriseCare.id, token: "x")
    return [
      Named(name: "ContextSQL.begin", sql: ContextSQL.begin(credential, origin)),
      Named(name: "ContextSQL.begin", sql: ContextSQL.begin(credential, origin, as: "OWNER {} {}")),
    ]
  }

  private static func clients(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    let id = ID<Client>.new()
    let house = ID<Facility>.new()
    guard let day = Day("1942-03-01") else { return [] }
    let new = NewClient(facility: house, firstName: "A", lastName: "B", birthDate: day, uci: "C")
    let place = ClientSQL.Place(lastName: "B", firstName: "A", id: id)
    let lists = [ClientList.all, .facility(house)].flatMap { list in
      [nil, place].map { place in
        Named(
          name: "ClientSQL.list",
          sql: ClientSQL.list(list, after: place, limit: 50, person, audit)
        )
      }
    }
    return lists + [
      Named(name: "ClientSQL.read", sql: ClientSQL.read(id, person, audit)),
      Named(
        name: "ClientSQL.create",
        sql: ClientSQL.create(id, new, key: key, person, audit)
      ),
      Named(
        name: "ClientSQL.create",
        sql: ClientSQL.create(id, new, key: nil, person, audit)
      ),
      Named(
        name: "ClientSQL.update",
        sql: ClientSQL.update(id, ClientChange(), version: nil, person, audit)
      ),
      Named(
        name: "ClientSQL.move",
        sql: ClientSQL.move(id, to: house, version: nil, person, audit)
      ),
      Named(name: "ClientSQL.search", sql: ClientSQL.search("a", limit: 50, person, audit)),
      Named(name: "ClientSQL.delete", sql: ClientSQL.delete(id, person, audit)),
      Named(name: "ClientSQL.restore", sql: ClientSQL.restore(id, person, audit)),
    ]
  }

  private static func facilities(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    let id = ID<Facility>.new()
    let new = NewFacility(name: "A", address: "B", city: "C", state: "D", zip: "E")
    return [nil, "A"].map { name in
      Named(
        name: "FacilitySQL.list",
        sql: FacilitySQL.list(after: name, limit: 50, person, audit)
      )
    } + [
      Named(name: "FacilitySQL.read", sql: FacilitySQL.read(id, person, audit)),
      Named(
        name: "FacilitySQL.create",
        sql: FacilitySQL.create(id, new, key: key, person, audit)
      ),
      Named(
        name: "FacilitySQL.create",
        sql: FacilitySQL.create(id, new, key: nil, person, audit)
      ),
      Named(
        name: "FacilitySQL.update",
        sql: FacilitySQL.update(id, FacilityChange(), version: nil, person, audit)
      ),
      Named(name: "FacilitySQL.delete", sql: FacilitySQL.delete(id, person, audit)),
      Named(name: "FacilitySQL.restore", sql: FacilitySQL.restore(id, person, audit)),
    ]
  }

  private static func staff(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    let user = ID<User>.new()
    let house = ID<Facility>.new()
    let place = StaffSQL.Place(lastName: "B", firstName: "A", id: user)
    return [nil, place].map { place in
      Named(
        name: "StaffSQL.list",
        sql: StaffSQL.list(house, after: place, limit: 50, person, audit)
      )
    } + [
      Named(name: "StaffSQL.assign", sql: StaffSQL.assign(user, to: house, person, audit)),
      Named(name: "StaffSQL.unassign", sql: StaffSQL.unassign(user, from: house, person, audit)),
    ]
  }

  private static func users(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    let id = ID<User>.new()
    let new = NewUser(firstName: "A", lastName: "B", username: "C")
    let place = UserSQL.Place(role: .staff, lastName: "B", firstName: "A", id: id)
    let lists = [nil, Role.staff].flatMap { role in
      [nil, place].map { place in
        Named(
          name: "UserSQL.list",
          sql: UserSQL.list(role: role, after: place, limit: 50, person, audit)
        )
      }
    }
    return lists + [
      Named(name: "UserSQL.read", sql: UserSQL.read(id, person, audit)),
      Named(
        name: "UserSQL.create",
        sql: UserSQL.create(id, new, key: key, person, audit)
      ),
      Named(
        name: "UserSQL.create",
        sql: UserSQL.create(id, new, key: nil, person, audit)
      ),
      Named(
        name: "UserSQL.update",
        sql: UserSQL.update(id, UserChange(), version: nil, person, audit)
      ),
      Named(name: "UserSQL.delete", sql: UserSQL.delete(id, person, audit)),
      Named(name: "UserSQL.restore", sql: UserSQL.restore(id, person, audit)),
    ]
  }

  private static func tenant(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    [
      Named(name: "TenantSQL.read", sql: TenantSQL.read(person, audit)),
      Named(
        name: "TenantSQL.update",
        sql: TenantSQL.update(settings: JSON(text: "{}"), version: nil, person, audit)
      ),
    ]
  }

  private static func logs(_ person: Principal, _ audit: AuditSQL) -> [Named] {
    let now = Moment(microseconds: 0)
    let open = AuditQuery(period: Period(from: now, to: nil))
    let narrow = AuditQuery(
      period: Period(from: now, to: now),
      user: .new(),
      client: .new(),
      facility: .new(),
      action: "READ"
    )
    let place = AuditPlace(createdAt: now, id: ID<User>.new().uuid, period: open.period)
    return [(open, nil), (narrow, place)].flatMap { query, place in
      [
        Named(
          name: "AuditLogSQL.actions",
          sql: AuditLogSQL.actions(query, after: place, limit: 50, as: .readAudit, person, audit)
        ),
        Named(
          name: "AuditLogSQL.changes",
          sql: AuditLogSQL.changes(query, after: place, limit: 50, as: .readAudit, person, audit)
        ),
        Named(
          name: "HistorySQL.client",
          sql: HistorySQL.client(
            .new(),
            in: query.period,
            after: place,
            limit: 50,
            person,
            audit
          )
        ),
      ]
    }
  }
}
