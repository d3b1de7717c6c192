import Postgres

/// Who may do what, as a table that can be held against the one in DOMAIN: for OWNER, ADMIN and STAFF,
/// each in the own house, in another house of the tenant, and in another tenant.
///
/// `1` sees or changes the row, `0` finds nothing there, `✗` is refused with 42501, `?` with P0002, as
/// what does not exist.
enum Matrix {
  static let table = """
    |                  |        | OWNER       | ADMIN       | STAFF       |
    |                  |        | own oth for | own oth for | own oth for |
    | tenant           | SELECT |  1   1   0  |  1   1   0  |  1   1   0  |
    | tenant           | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | tenant           | UPDATE |  1   1   0  |  0   0   0  |  0   0   0  |
    | tenant           | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | user             | SELECT |  1   1   0  |  1   0   0  |  1   0   0  |
    | user             | INSERT |  1   1   ✗  |  1   1   ✗  |  ✗   ✗   ✗  |
    | user             | UPDATE |  1   1   0  |  1   0   0  |  0   0   0  |
    | user             | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | facility         | SELECT |  1   1   0  |  1   0   0  |  1   0   0  |
    | facility         | INSERT |  1   1   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | facility         | UPDATE |  1   1   0  |  1   0   0  |  0   0   0  |
    | facility         | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | client           | SELECT |  1   1   0  |  1   0   0  |  1   0   0  |
    | client           | INSERT |  1   1   ✗  |  1   ✗   ✗  |  ✗   ✗   ✗  |
    | client           | UPDATE |  1   1   0  |  1   0   0  |  1   0   0  |
    | client           | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | name key         | SELECT |  1   1   0  |  1   0   0  |  1   0   0  |
    | name key         | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | name key         | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | name key         | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | facility_staff   | SELECT |  1   1   0  |  1   0   0  |  1   0   0  |
    | facility_staff   | INSERT |  1   1   ✗  |  1   ✗   ✗  |  ✗   ✗   ✗  |
    | facility_staff   | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | facility_staff   | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | session          | SELECT |  0   0   0  |  0   0   0  |  0   0   0  |
    | session          | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | session          | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | session          | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | action audit     | SELECT |  1   1   0  |  1   0   0  |  0   0   0  |
    | action audit     | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | action audit     | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | action audit     | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | data audit       | SELECT |  1   1   0  |  1   0   0  |  0   0   0  |
    | data audit       | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | data audit       | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | data audit       | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | legal hold       | SELECT |  1   1   0  |  0   0   0  |  0   0   0  |
    | legal hold       | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | legal hold       | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | legal hold       | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | audit entry      | SELECT |  1   1   0  |  0   0   0  |  0   0   0  |
    | audit entry      | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | audit entry      | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | audit entry      | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | checkpoint       | SELECT |  1   1   0  |  0   0   0  |  0   0   0  |
    | checkpoint       | INSERT |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | checkpoint       | UPDATE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | checkpoint       | DELETE |  ✗   ✗   ✗  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | delete_client    | CALL   |  1   1   ?  |  1   ?   ?  |  ✗   ✗   ✗  |
    | restore_client   | CALL   |  1   1   ?  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | delete_user      | CALL   |  1   1   ?  |  1   ?   ?  |  ✗   ✗   ✗  |
    | restore_user     | CALL   |  1   1   ?  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | restore_facility | CALL   |  1   1   ?  |  ✗   ✗   ✗  |  ✗   ✗   ✗  |
    | unassign_staff   | CALL   |  1   1   ?  |  1   ?   ?  |  ✗   ✗   ✗  |
    """

  /// What is tried of each line, on a row of the house `f` of the tenant `t`.
  private static func statement(_ object: String, _ verb: String, t: String, f: String) -> String {
    switch (object, verb) {
    case ("tenant", "SELECT"): "SELECT id FROM tenant WHERE id = {\(t)}"
    case ("tenant", "INSERT"): "INSERT INTO tenant (id, name) VALUES (gen_random_uuid(), 'New')"
    case ("tenant", "UPDATE"): "UPDATE tenant SET settings = '{\"x\": 1}' WHERE id = {\(t)}"
    case ("tenant", "DELETE"): "DELETE FROM tenant WHERE id = {\(t)}"
    case ("user", "SELECT"):
      "SELECT id FROM \"user\" WHERE \"tenantId\" = {\(t)} AND id = {\(t).\(f).other}"
    case ("user", "INSERT"):
      """
      INSERT INTO "user" ("tenantId", "firstName", "lastName", username)
      VALUES ({\(t)}, 'New', 'New', 'new')
      """
    case ("user", "UPDATE"): "UPDATE \"user\" SET phone = '+12' WHERE id = {\(t).\(f).other}"
    case ("user", "DELETE"): "DELETE FROM \"user\" WHERE id = {\(t).\(f).other}"
    case ("facility", "SELECT"): "SELECT id FROM facility WHERE id = {\(t).\(f)}"
    case ("facility", "INSERT"):
      """
      INSERT INTO facility ("tenantId", name, address, city, state, zip)
      VALUES ({\(t)}, 'New', '12345', 'LA', 'CA', '12345')
      """
    case ("facility", "UPDATE"): "UPDATE facility SET phone = '+12' WHERE id = {\(t).\(f)}"
    case ("facility", "DELETE"): "DELETE FROM facility WHERE id = {\(t).\(f)}"
    case ("client", "SELECT"): "SELECT id FROM client WHERE id = {\(t).\(f).client}"
    case ("client", "INSERT"):
      """
      INSERT INTO client ("tenantId", "firstName", "lastName", "birthDate", uci, "facilityId")
      VALUES ({\(t)}, 'New', 'New', '1950-01-01', 'NEW001', {\(t).\(f)})
      """
    case ("client", "UPDATE"): "UPDATE client SET phone = '+12' WHERE id = {\(t).\(f).client}"
    case ("client", "DELETE"): "DELETE FROM client WHERE id = {\(t).\(f).client}"
    case ("name key", "SELECT"):
      "SELECT DISTINCT \"clientId\" FROM client_name_key WHERE \"clientId\" = {\(t).\(f).client}"
    case ("name key", "INSERT"):
      """
      INSERT INTO client_name_key ("tenantId", key, "clientId", "facilityId", "isWhole")
      VALUES ({\(t)}, 'new', {\(t).\(f).client}, {\(t).\(f)}, true)
      """
    case ("name key", "UPDATE"): "UPDATE client_name_key SET key = 'new'"
    case ("name key", "DELETE"): "DELETE FROM client_name_key"
    case ("facility_staff", "SELECT"):
      """
      SELECT "userId" FROM facility_staff
      WHERE "facilityId" = {\(t).\(f)} AND "userId" = {\(t).\(f).other}
      """
    case ("facility_staff", "INSERT"):
      """
      INSERT INTO facility_staff ("tenantId", "facilityId", "userId", assigned_by)
      VALUES ({\(t)}, {\(t).\(f)}, {\(t).lone}, heartly.user_id())
      """
    case ("facility_staff", "UPDATE"): "UPDATE facility_staff SET assigned_by = NULL"
    case ("facility_staff", "DELETE"): "DELETE FROM facility_staff"
    case ("session", "SELECT"): "SELECT id FROM session WHERE id = {\(t).\(f).other.session}"
    case ("session", "INSERT"):
      """
      INSERT INTO session ("tenantId", "userId", "tokenHash", expires_at)
      VALUES ({\(t)}, heartly.user_id(), sha256('x'), now() + interval '1 day')
      """
    case ("session", "UPDATE"): "UPDATE session SET expires_at = expires_at"
    case ("session", "DELETE"): "DELETE FROM session"
    case ("action audit", "SELECT"):
      "SELECT id FROM user_action_audit_log WHERE id = {\(t).\(f).action}"
    case ("action audit", "INSERT"):
      """
      INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, "requestId", "sessionId")
      VALUES ({\(t)}, {\(t).\(f).other}, 'READ', 'SUCCESS', heartly.request_id(), heartly.session_id())
      """
    case ("action audit", "UPDATE"): "UPDATE user_action_audit_log SET outcome = 'FAILURE'"
    case ("action audit", "DELETE"): "DELETE FROM user_action_audit_log"
    case ("data audit", "SELECT"):
      """
      SELECT id FROM data_audit_log WHERE "tableName" = 'client' AND operation = 'INSERT'
        AND "clientId" = {\(t).\(f).client}
      """
    case ("data audit", "INSERT"):
      """
      INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "newValues", "userId",
        "requestId")
      VALUES ({\(t)}, 'client', 'INSERT', '{}', '{}', heartly.user_id(), heartly.request_id())
      """
    case ("data audit", "UPDATE"): "UPDATE data_audit_log SET operation = 'INSERT'"
    case ("data audit", "DELETE"): "DELETE FROM data_audit_log"
    case ("legal hold", "SELECT"): "SELECT id FROM legal_hold WHERE id = {\(t).hold}"
    case ("legal hold", "INSERT"):
      "INSERT INTO legal_hold (\"tenantId\", reason, \"heldFrom\") VALUES ({\(t)}, 'x', now())"
    case ("legal hold", "UPDATE"): "UPDATE legal_hold SET released_at = now()"
    case ("legal hold", "DELETE"): "DELETE FROM legal_hold"
    case ("audit entry", "SELECT"): "SELECT \"index\" FROM audit_entry WHERE \"tenantId\" = {\(t)}"
    case ("audit entry", "INSERT"):
      """
      INSERT INTO audit_entry ("tenantId", "index", "logName", "entryId", created_at, "leafHash")
      VALUES ({\(t)}, 1, 'data_audit_log', {x}, now(), sha256('x'))
      """
    case ("audit entry", "UPDATE"): "UPDATE audit_entry SET \"leafHash\" = sha256('x')"
    case ("audit entry", "DELETE"): "DELETE FROM audit_entry"
    case ("checkpoint", "SELECT"): "SELECT note FROM audit_checkpoint WHERE \"tenantId\" = {\(t)}"
    case ("checkpoint", "INSERT"):
      """
      INSERT INTO audit_checkpoint ("tenantId", "treeSize", "rootHash", note)
      VALUES ({\(t)}, 2, sha256('x'), 'note')
      """
    case ("checkpoint", "UPDATE"): "UPDATE audit_checkpoint SET note = 'x'"
    case ("checkpoint", "DELETE"): "DELETE FROM audit_checkpoint"
    case ("delete_client", _): "SELECT heartly.delete_client({\(t).\(f).client})"
    case ("restore_client", _): "SELECT heartly.restore_client({\(t).f1.past})"
    case ("delete_user", _): "SELECT heartly.delete_user({\(t).\(f).other})"
    case ("restore_user", _): "SELECT heartly.restore_user({\(t).left})"
    case ("restore_facility", _): "SELECT heartly.restore_facility({\(t).gone})"
    case ("unassign_staff", _):
      "SELECT heartly.unassign_staff({\(t).\(f)}, {\(t).\(f).other})"
    default: preconditionFailure("The matrix has no statement for \(verb) of \(object).")
    }
  }

  static let probes: [Probe] = table.split(separator: "\n").dropFirst(2).flatMap { line in
    let cells = line.split(separator: "|").map { $0.split(separator: " ") }
    let object = cells[0].joined(separator: " ")
    let verb = String(cells[1][0])
    return zip(["owner", "admin", "staff"], cells[2...]).flatMap { person, outcomes in
      zip(
        [("a", "f1", "own house"), ("a", "f2", "other house"), ("b", "f1", "other tenant")],
        outcomes
      )
      .map { place, outcome in
        let expected: Probe.Outcome =
          switch outcome {
          case "✗": .denied
          case "?": .noSuch
          default: .rows(outcome == "1" ? 1 : 0)
          }
        return Probe(
          "\(person.uppercased()) \(verb) \(object), \(place.2)",
          "a.\(person)",
          statement(object, verb, t: place.0, f: place.1),
          expected
        )
      }
    }
  }
}
