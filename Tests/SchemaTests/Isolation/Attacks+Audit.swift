import Postgres

// F. The audit logs.
extension Attacks {
  static let audit: [Probe] =
    [
      Probe(
        "F50 an action is written as oneself",
        as: .person("a.staff"),
        before: ["SELECT heartly.record_action('READ', client => {a.f1.client})"],
        "SELECT id FROM user_action_audit_log WHERE \"userId\" = {a.staff}",
        .rows(1)
      ),
      Probe(
        "F54 … at the server's time",
        "a.owner",
        """
        INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, "requestId", "sessionId",
          "ipAddress", created_at)
        VALUES ({a}, {a.owner}, 'READ', 'SUCCESS', heartly.request_id(), heartly.session_id(),
          heartly.ip_address(), '2020-01-01Z')
        """,
        .denied
      ),
      Probe(
        "F50 … from the own address",
        "a.owner",
        """
        INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, "requestId", "sessionId",
          "ipAddress")
        VALUES ({a}, {a.owner}, 'READ', 'SUCCESS', heartly.request_id(), heartly.session_id(), '10.9.9.9')
        """,
        .denied
      ),
      Probe(
        "F50 … in this request",
        "a.owner",
        """
        INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, "requestId", "sessionId",
          "ipAddress")
        VALUES ({a}, {a.owner}, 'READ', 'SUCCESS', gen_random_uuid(), heartly.session_id(),
          heartly.ip_address())
        """,
        .denied
      ),
      Probe(
        "F50 … in this session",
        "a.owner",
        """
        INSERT INTO user_action_audit_log ("tenantId", "userId", action, outcome, "requestId", "sessionId",
          "ipAddress")
        VALUES ({a}, {a.owner}, 'READ', 'SUCCESS', heartly.request_id(), gen_random_uuid(),
          heartly.ip_address())
        """,
        .denied
      ),
      Probe(
        "a change writes what it changed, and nothing else",
        as: .person("a.owner"),
        before: ["UPDATE client SET phone = '+12' WHERE id = {a.f1.client}"],
        """
        SELECT concat_ws(' ', operation, "oldValues", "newValues", "userId" = {a.owner},
          "facilityId" = {a.f1}, "requestId")
        FROM data_audit_log WHERE "clientId" = {a.f1.client} AND operation = 'UPDATE'
        """,
        .value(
          "UPDATE {\"phone\": null} {\"phone\": \"+12\"} t t 01890a5d-ac96-774b-bcce-b302099a8057"
        )
      ),
      Probe(
        "… of each of a client's columns",
        as: .operator,
        before: [
          """
          UPDATE client SET "firstName" = 'A', "lastName" = 'B', "birthDate" = '1951-01-01',
            uci = 'UCI0009', photo = 'x.jpg', "facilityId" = {a.f2}, phone = '+12', email = 'a@b.example',
            deleted_at = now()
          WHERE id = {a.f1.client}
          """
        ],
        """
        SELECT string_agg(key, ' ' ORDER BY key COLLATE "C") FROM data_audit_log, jsonb_object_keys("newValues") key
        WHERE "transactionId" = pg_current_xact_id()
        """,
        .value(
          "birthDate deleted_at email facilityId firstName lastName phone photo uci"
        )
      ),
      Probe(
        "no secret is written",
        as: .operator,
        "SELECT id FROM data_audit_log WHERE concat(\"oldValues\", \"newValues\") ~ 'tokenHash'",
        .rows(0)
      ),
      Probe(
        "the auditor reads the actions of all tenants",
        as: .role("heartly_auditor"),
        "SELECT id FROM user_action_audit_log",
        .rows(4)
      ),
      Probe(
        "… their changes",
        as: .role("heartly_auditor"),
        "SELECT DISTINCT \"tenantId\" FROM data_audit_log",
        .rows(2)
      ),
      Probe("… and holds", as: .role("heartly_auditor"), "SELECT id FROM legal_hold", .rows(2)),
      Probe("… and no client", as: .role("heartly_auditor"), "SELECT id FROM client", .denied),
      Probe(
        "the sealer reads no client",
        as: .role("heartly_sealer"),
        "SELECT id FROM client",
        .denied
      ),
    ]
    + [
      ("tenant", "name"), ("\"user\"", "phone"), ("facility", "phone"), ("client", "phone"),
      ("facility_staff", "assigned_at"), ("session", "expires_at"), ("legal_hold", "reason"),
    ].map { (table: String, column: String) in
      Probe(
        "what changes nothing writes nothing, \(table)",
        as: .operator,
        before: ["UPDATE \(table) SET \(column) = \(column)"],
        "SELECT id FROM data_audit_log WHERE \"transactionId\" = pg_current_xact_id()",
        .rows(0)
      )
    }
    + ["tenant", "\"user\"", "facility", "client", "facility_staff", "session", "legal_hold"].map {
      table in
      Probe(
        "a change without an actor fails, \(table)",
        as: .role("heartly"),
        table == "facility_staff"
          ? "UPDATE facility_staff SET assigned_by = \"userId\"" : change(of: table),
        .noContext
      )
    }

  static func change(of table: String) -> String {
    switch table {
    case "session": "UPDATE session SET expires_at = expires_at + interval '1 day'"
    case "legal_hold": "UPDATE legal_hold SET reason = 'x'"
    case "tenant": "UPDATE tenant SET name = name || 'x'"
    default: "UPDATE \(table) SET phone = '+13'"
    }
  }
}
