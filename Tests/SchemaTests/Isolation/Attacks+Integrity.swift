import Postgres

// Rules between rows.
extension Attacks {
  static let integrity: [Probe] =
    [
      ("tenant", "settings = '{\"x\": 1}'"), ("\"user\"", "phone = '+12'"),
      ("facility", "phone = '+12'"), ("client", "phone = '+12'"),
    ].map { (table: String, change: String) in
      Probe(
        "updated_at follows a change, \(table)",
        as: .operator,
        before: [
          "ALTER TABLE \(table) DISABLE TRIGGER \(table.filter(\.isLetter))_touch",
          "UPDATE \(table) SET updated_at = '2020-01-01Z'",
          "ALTER TABLE \(table) ENABLE TRIGGER \(table.filter(\.isLetter))_touch",
          "UPDATE \(table) SET \(change)",
        ],
        "SELECT bool_and(updated_at = now()) FROM \(table)",
        .value("t")
      )
    } + [
      Probe(
        "the words of a name follow a new client",
        as: .person("a.owner"),
        before: [
          """
          INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
          VALUES ({a}, 'Zora', 'Zett', '1950-01-01', 'NEW001', {a.f1})
          """
        ],
        "SELECT count(*) FROM client_name_key WHERE key IN ('zora', 'zett')",
        .value("2")
      ),
      Probe(
        "… a new name",
        as: .person("a.owner"),
        before: ["UPDATE client SET \"lastName\" = 'Zett' WHERE id = {a.f1.client}"],
        """
        SELECT string_agg(key, ' ' ORDER BY key) FROM client_name_key
        WHERE "clientId" = {a.f1.client} AND "isWhole"
        """,
        .value("noel zett")
      ),
      Probe(
        "… another house",
        as: .person("a.owner"),
        before: ["UPDATE client SET \"facilityId\" = {a.f2} WHERE id = {a.f1.client}"],
        "SELECT count(*) FROM client_name_key WHERE \"facilityId\" = {a.f1}",
        .value("0")
      ),
      Probe(
        "… and a deletion",
        as: .person("a.owner"),
        before: ["SELECT heartly.delete_client({a.f1.client})"],
        "SELECT count(*) FROM client_name_key WHERE \"clientId\" = {a.f1.client}",
        .value("0")
      ),
      Probe(
        "a tenant keeps an OWNER",
        "a.owner",
        "UPDATE \"user\" SET role = 'STAFF' WHERE id = {a.owner}",
        .refused(SQLState("23001"), "CHK_user_last_owner")
      ),
      Probe(
        "… who is not removed either",
        "a.owner",
        "SELECT heartly.delete_user({a.owner})",
        .refused(SQLState("23001"), "CHK_user_last_owner")
      ),
      Probe(
        "a house with clients is not deleted",
        "a.owner",
        "SELECT heartly.delete_facility({a.f1})",
        .refused(SQLState("23001"), "FK_client_facility")
      ),
      Probe(
        "… an empty one is",
        as: .person("a.owner"),
        before: ["SELECT heartly.delete_client({a.f2.client})"],
        "SELECT heartly.delete_facility({a.f2})",
        .rows(1)
      ),
      Probe("… not by an ADMIN", "a.admin", "SELECT heartly.delete_facility({a.f1})", .denied),
      Probe("… not another tenant's", "a.owner", "SELECT heartly.delete_facility({b.f2})", .noSuch),
      Probe(
        "who is removed is signed out",
        as: .person("a.owner"),
        before: ["SELECT heartly.delete_user({a.staff})"],
        """
        SELECT count(*) FROM data_audit_log WHERE "tableName" = 'session' AND "newValues" ? 'revoked_at'
          AND "rowKey" ->> 'id' = {a.staff.session}::text AND operation = 'UPDATE'
        """,
        .value("1")
      ),
      Probe(
        "another tenant's identifier may be the same",
        as: .operator,
        """
        INSERT INTO facility ("tenantId", id, name, address, city, state, zip)
        VALUES ({b}, {a.f1}, 'Same', '12345', 'LA', 'CA', '12345')
        """,
        .rows(1)
      ),
    ]
    + [
      (
        "\"user\"",
        "(\"tenantId\", id, \"firstName\", \"lastName\", username) VALUES ({b}, {a.staff}, 'N', 'N', 'n')"
      ),
      (
        "session",
        "(\"tenantId\", id, \"userId\", \"tokenHash\", expires_at) VALUES ({b}, {a.staff.session}, {b.staff}, sha256('n'), now() + interval '1 day')"
      ),
      ("legal_hold", "(\"tenantId\", id, reason, \"heldFrom\") VALUES ({b}, {a.hold}, 'n', now())"),
      (
        "user_action_audit_log",
        "(\"tenantId\", id, action, outcome, created_at) SELECT {b}, id, action, outcome, created_at FROM user_action_audit_log WHERE id = {a.f1.action}"
      ),
    ].map { (table: String, row: String) in
      Probe(
        "another tenant's identifier may be the same, \(table)",
        as: .operator,
        "INSERT INTO \(table) \(row)",
        .rows(1)
      )
    }
    + [
      ("client", "\"facilityId\" = {b.f1}", "FK_client_facility"),
      ("facility_staff", "\"facilityId\" = {b.f1}", "FK_facility_staff_facility"),
      ("facility_staff", "\"userId\" = {b.lone}", "FK_facility_staff_user"),
      ("facility_staff", "assigned_by = {b.lone}", "FK_facility_staff_assigned_by"),
      ("session", "\"userId\" = {b.lone}", "FK_session_user"),
    ].map { (table: String, change: String, key: String) in
      let of =
        switch table {
        case "client": "id = {a.f1.client}"
        case "session": "id = {a.staff.session}"
        default: "\"facilityId\" = {a.f1} AND \"userId\" = {a.staff}"
        }
      return Probe(
        "even the operator refers to no other tenant's row, \(key)",
        as: .operator,
        "UPDATE \(table) SET \(change) WHERE \(of)",
        .refused(.foreignKeyViolation, key)
      )
    }
    + [
      ("\"user\"", "FK_user_tenant"), ("facility", "FK_facility_tenant"),
      ("legal_hold", "FK_legal_hold_tenant"),
    ].map { (table: String, key: String) in
      Probe(
        "nothing is of a tenant that is not there, \(key)",
        as: .operator,
        insertion(into: table),
        .refused(.foreignKeyViolation, key)
      )
    }

  static func insertion(into table: String) -> String {
    switch table {
    case "facility":
      """
      INSERT INTO facility ("tenantId", name, address, city, state, zip)
      VALUES ({nowhere}, 'New', '12345', 'LA', 'CA', '12345')
      """
    case "legal_hold":
      "INSERT INTO legal_hold (\"tenantId\", reason, \"heldFrom\") VALUES ({nowhere}, 'x', now())"
    default:
      """
      INSERT INTO "user" ("tenantId", "firstName", "lastName", username)
      VALUES ({nowhere}, 'N', 'N', 'new')
      """
    }
  }
}
