import Postgres

// A. Direct access to the rows of others.
extension Attacks {
  static let access: [Probe] =
    tables.map { table in
      Probe(
        "A1 no context, \(table)",
        as: .role("heartly_app"),
        "SELECT \(column(of: table)) FROM \(table)",
        .noContext
      )
    }
    + tables.map { table in
      Probe(
        "A1 the owner without an operation, \(table)",
        as: .role("heartly_owner"),
        "SELECT \(column(of: table)) FROM \(table)",
        .noContext
      )
    } + [
      conflict("{a.f2.client}", "NEW001", #"("tenantId", id)"#, "PK_client"),
      conflict("{a.f1.past}", "NEW001", #"("tenantId", id)"#, "PK_client"),
      conflict(
        "{new}",
        "UCI0002",
        #"("tenantId", uci) WHERE deleted_at IS NULL"#,
        "UQ_client_uci"
      ),
      Probe("A3 the tenant of a row", "a.owner", "UPDATE client SET \"tenantId\" = {b}", .denied),
      Probe("A3 an identifier", "a.owner", "UPDATE client SET id = gen_random_uuid()", .denied),
      Probe("A3 a stamp", "a.owner", "UPDATE client SET created_at = now()", .denied),
      Probe("A3 a deletion by hand", "a.owner", "UPDATE client SET deleted_at = now()", .denied),
      Probe(
        "A3 a row that was deleted from the start",
        "a.owner",
        """
        INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId", deleted_at)
        VALUES ({a}, 'N', 'N', '1950-01-01', 'NEW001', {a.f1}, now())
        """,
        .denied
      ),
      Probe(
        "A4 a client in a foreign house",
        "a.owner",
        """
        INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
        VALUES ({a}, 'N', 'N', '1950-01-01', 'NEW001', {b.f1})
        """,
        .refused(.foreignKeyViolation, "FK_client_facility")
      ),
      Probe(
        "A4 a client in a house that never was",
        "a.owner",
        """
        INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
        VALUES ({a}, 'N', 'N', '1950-01-01', 'NEW001', {nowhere})
        """,
        .refused(.foreignKeyViolation, "FK_client_facility")
      ),
      Probe(
        "A4 a foreign person in one's own house",
        "a.owner",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.f1}, {b.lone}, {a.owner})
        """,
        .refused(.foreignKeyViolation, "FK_facility_staff_user")
      ),
      Probe(
        "A4 an assignment that somebody else is to have made",
        "a.owner",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.f1}, {a.lone}, {a.admin})
        """,
        .denied
      ),
      Probe(
        "A5 the UCI of another tenant's client",
        "a.owner",
        """
        INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
        SELECT {a}, 'N', 'N', '1950-01-01', 'ONLYB1', {a.f1}
        """,
        .rows(1)
      ),
      Probe(
        "A6 a conflict with another tenant's row changes nothing of it",
        as: .operator,
        """
        INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, "facilityId")
        VALUES ({b}, {a.f1.client}, 'N', 'N', '1950-01-01', 'NEW001', {b.f1})
        ON CONFLICT ("tenantId", id) DO UPDATE SET "firstName" = 'Taken'
        """,
        .rows(1)
      ),
      Probe("A8 a search beyond the house", "a.admin", "SELECT id FROM client", .rows(1)),
      Probe(
        "A8 a move out of the house",
        "a.admin",
        "UPDATE client SET \"facilityId\" = {a.f2} WHERE id = {a.f1.client}",
        .denied
      ),
      Probe(
        "A8 a move into the house",
        "a.admin",
        "UPDATE client SET \"facilityId\" = {a.f1} WHERE id = {a.f2.client}",
        .rows(0)
      ),
      Probe(
        "A8 a move by who may see both",
        "a.owner",
        "UPDATE client SET \"facilityId\" = {a.f2} WHERE id = {a.f1.client}",
        .rows(1)
      ),
      Probe(
        "A10 a deleted row is hidden",
        "a.owner",
        "SELECT id FROM client WHERE id = {a.f1.past}",
        .rows(0)
      ),
      Probe(
        "A10 … is not changed",
        "a.owner",
        "UPDATE client SET phone = '+12' WHERE id = {a.f1.past}",
        .rows(0)
      ),
      Probe(
        "A10 … is in nobody's way",
        "a.owner",
        """
        INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
        VALUES ({a}, 'N', 'N', '1950-01-01', 'UCI0003', {a.f1})
        """,
        .rows(1)
      ),
      Probe(
        "A10 … and comes back only if it is unique again",
        as: .person("a.owner"),
        before: [
          """
          INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
          VALUES ({a}, 'N', 'N', '1950-01-01', 'UCI0003', {a.f1})
          """
        ],
        "SELECT heartly.restore_client({a.f1.past})",
        .refused(.uniqueViolation, "UQ_client_uci")
      ),
      Probe(
        "A10 nothing new refers to a deleted house",
        "a.owner",
        "UPDATE client SET \"facilityId\" = {a.gone} WHERE id = {a.f1.client}",
        .refused(.foreignKeyViolation, "FK_client_facility")
      ),
      Probe(
        "A10 nobody is assigned to a deleted house",
        "a.owner",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.gone}, {a.lone}, {a.owner})
        """,
        .refused(.foreignKeyViolation, "FK_facility_staff_facility")
      ),
      Probe(
        "A10 a person who was removed is not assigned",
        "a.owner",
        """
        INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
        VALUES ({a}, {a.f1}, {a.left}, {a.owner})
        """,
        .refused(.foreignKeyViolation, "FK_facility_staff_user")
      ),
    ]

  /// The condition of DO UPDATE is asked before the policy, and would tell the name.
  private static func conflict(
    _ id: String,
    _ uci: String,
    _ arbiter: String,
    _ key: String
  ) -> Probe {
    Probe(
      "A4 a conflict with a client that is not seen, \(key)",
      "a.admin",
      """
      INSERT INTO client ("tenantId", id, "firstName", "lastName", "birthDate", uci, "facilityId")
      VALUES ({a}, \(id), 'N', 'N', '1950-01-01', '\(uci)', {a.f1})
      ON CONFLICT \(arbiter) DO UPDATE SET phone = NULL WHERE client."lastName"::int = 1
      """,
      .refused(.uniqueViolation, key)
    )
  }
}
