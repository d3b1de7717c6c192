import Postgres
import TestDatabase

/// Two organisations, `a` and `b`, alike: two houses each, people in every role, residents, and what
/// they left in the audit logs.
///
/// Everything has a name, such as `a.f1.client`, whose MD5 is its identifier; in SQL it is written in
/// braces. The token of a person's session is the person's name.
enum World {
  static let tenants = ["a", "b"]
  static let houses = ["f1", "f2"]

  /// Writes identifiers for the names in braces.
  static func sql(_ text: String) -> String {
    var written = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      let after = rest[rest.index(after: open)...]
      guard let close = after.firstIndex(of: "}") else { break }
      let name = after[..<close]
      let isName =
        name.first?.isLetter == true && name.allSatisfy { $0.isLetter || $0 == "." || $0.isNumber }
      written += rest[..<open] + (isName ? "md5('\(name)')::uuid" : "{\(name)}")
      rest = after[after.index(after: close)...]
    }
    return written + rest
  }

  /// Fills a migrated database, as the platform's operator.
  static func found(in connection: Connection) async throws {
    try await connection.transaction { connection in
      try await connection.beginOperation()
      for tenant in tenants {
        for statement in statements(tenant) {
          try await connection.execute(SQLScript(text: sql(statement)))
        }
      }
    }
  }

  /// The people of a tenant: in the houses that are named, with this role and status.
  static let people: [(name: String, role: String, status: String, houses: [String])] = [
    ("owner", "OWNER", "ACTIVE", []), ("admin", "ADMIN", "ACTIVE", ["f1"]),
    ("staff", "STAFF", "ACTIVE", ["f1"]), ("lone", "STAFF", "ACTIVE", []),
    ("f1.other", "STAFF", "ACTIVE", ["f1"]), ("f2.other", "STAFF", "ACTIVE", ["f2"]),
    ("f1.boss", "ADMIN", "ACTIVE", ["f1"]), ("asleep", "OWNER", "SUSPENDED", []),
  ]

  private static func statements(_ t: String) -> [String] {
    var list = [
      "INSERT INTO tenant (id, name) VALUES ({\(t)}, 'Tenant \(t)')",
      """
      INSERT INTO facility ("tenantId", id, name, address, city, state, zip) VALUES
        ({\(t)}, {\(t).f1}, 'House 1', '1 Main Street', 'Sacramento', 'CA', '95814'),
        ({\(t)}, {\(t).f2}, 'House 2', '2 Main Street', 'Sacramento', 'CA', '95814'),
        ({\(t)}, {\(t).gone}, 'House 3', '3 Main Street', 'Sacramento', 'CA', '95814')
      """,
      """
      INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, "facilityId") VALUES
        ({\(t)}, {\(t).f1.client}, 'Noël', 'One', '1950-01-01', 'UCI0001', {\(t).f1}),
        ({\(t)}, {\(t).f2.client}, 'José', 'Two', '1950-01-01', 'UCI0002', {\(t).f2}),
        ({\(t)}, {\(t).f1.past}, 'Ana', 'Three', '1950-01-01', 'UCI0003', {\(t).f1})
      """,
      "UPDATE client SET deleted_at = now() WHERE id = {\(t).f1.past}",
      "UPDATE facility SET deleted_at = now() WHERE id = {\(t).gone}",
    ]
    for person in people {
      let id = "{\(t).\(person.name)}"
      list.append(
        """
        INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, role, status)
        VALUES ({\(t)}, \(id), 'Ana', 'García', '\(person.name)', '\(person.role)', '\(person.status)')
        """
      )
      list.append(
        """
        INSERT INTO session ("tenantId", id, "userId", "tokenHash", created_at, expires_at)
        VALUES ({\(t)}, {\(t).\(person.name).session}, \(id), sha256('\(t).\(person.name)'),
          now() - interval '1 hour', now() + interval '1 day')
        """
      )
      for house in person.houses {
        list.append(
          """
          INSERT INTO facility_staff ("tenantId", "facilityId", "userId")
          VALUES ({\(t)}, {\(t).\(house)}, \(id))
          """
        )
      }
    }
    list.append(
      """
      INSERT INTO "user" ("tenantId", id, "firstName", "lastName", username, deleted_at)
      VALUES ({\(t)}, {\(t).left}, 'Ana', 'García', 'left', now())
      """
    )
    for (name, times) in [
      ("ended", "now() - interval '1 minute', NULL"), ("out", "now() + interval '1 day', now()"),
    ] {
      list.append(
        """
        INSERT INTO session ("tenantId", id, "userId", "tokenHash", created_at, expires_at, revoked_at)
        VALUES ({\(t)}, {\(t).\(name).session}, {\(t).owner}, sha256('\(t).\(name)'),
          now() - interval '1 hour', \(times))
        """
      )
    }
    for house in houses {
      list.append(
        """
        INSERT INTO user_action_audit_log ("tenantId", id, "userId", "clientId", "targetFacilityId",
          action, outcome) VALUES ({\(t)}, {\(t).\(house).action}, {\(t).\(house).other},
          {\(t).\(house).client}, {\(t).\(house)}, 'READ', 'SUCCESS')
        """
      )
    }
    list.append(
      "INSERT INTO legal_hold (\"tenantId\", id, reason, \"heldFrom\") VALUES ({\(t)}, {\(t).hold}, 'A lawsuit', now())"
    )
    return list
  }
}
