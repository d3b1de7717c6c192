import Postgres

// What the functions that run as heartly_context could do if they were wrong: no more than in the
// tenant of the request.
extension Attacks {
  static let definer: [Probe] =
    [
      ("client", "UPDATE client SET deleted_at = now() WHERE \"tenantId\" = {b}"),
      ("client", "SELECT id FROM client WHERE \"tenantId\" = {b}"),
      ("client_name_key", "SELECT key FROM client_name_key WHERE \"tenantId\" = {b}"),
      ("client_name_key", "DELETE FROM client_name_key WHERE \"tenantId\" = {b}"),
      ("facility", "UPDATE facility SET deleted_at = now() WHERE \"tenantId\" = {b}"),
      ("user", "UPDATE \"user\" SET deleted_at = now() WHERE \"tenantId\" = {b}"),
      ("session", "UPDATE session SET revoked_at = now() WHERE \"tenantId\" = {b}"),
      ("facility_staff", "DELETE FROM facility_staff WHERE \"tenantId\" = {b}"),
    ].map { (table: String, statement: String) in
      Probe(
        "a definer's function stays in its tenant, \(table)",
        as: .function(of: "a.owner"),
        statement,
        .rows(0)
      )
    } + [
      Probe(
        "a definer's function writes no word of another tenant",
        as: .function(of: "a.owner"),
        """
        INSERT INTO client_name_key ("tenantId", key, "clientId", "facilityId", "isWhole")
        VALUES ({b}, 'new', {b.f1.client}, {b.f1}, true)
        """,
        .denied
      ),
      // Without a condition no policy for reading is asked.
      Probe(
        "a definer's function stays in its tenant, all clients",
        as: .function(of: "a.owner"),
        "UPDATE client SET deleted_at = now()",
        .rows(3)
      ),
      Probe(
        "a definer's function writes no audit row of another tenant",
        as: .function(of: "a.owner"),
        auditRow(tenant: "b", person: "a.owner"),
        .denied
      ),
      Probe(
        "… and none of another person",
        as: .function(of: "a.owner"),
        auditRow(tenant: "a", person: "a.admin"),
        .denied
      ),
      Probe(
        "who reads the audit logs is written down, and nothing else of nobody",
        as: .role("heartly_context"),
        """
        INSERT INTO user_action_audit_log ("tenantId", action, outcome) VALUES ({a}, 'LOGIN', 'SUCCESS')
        """,
        .denied
      ),
      Probe(
        "… by a function of the auditor's",
        as: .role("heartly_auditor"),
        "SELECT heartly.record_audit_reading({a}, 'READ_AUDIT', '{}')",
        .rows(1)
      ),
      Probe(
        "there is one watermark of the sealer",
        as: .role("heartly_sealer"),
        """
        INSERT INTO heartly.audit_watermark (id, "transactionId", "systemIdentifier") VALUES (2, '1', 1)
        """,
        .refused(.checkViolation, "CHK_audit_watermark_id")
      ),
    ]
    + [("entries", "audit_entry", entry), ("checkpoints", "audit_checkpoint", checkpoint)].flatMap {
      (what: String, table: String, row: String) in
      [
        Probe("the sealer writes \(what)", as: .role("heartly_sealer"), row, .rows(1)),
        Probe(
          "… of all tenants",
          as: .role("heartly_sealer"),
          "SELECT \"tenantId\" FROM \(table)",
          .rows(2)
        ),
        Probe("… and changes none", as: .role("heartly_sealer"), "DELETE FROM \(table)", .denied),
        Probe(
          "the auditor reads \(what)",
          as: .role("heartly_auditor"),
          "SELECT \"tenantId\" FROM \(table)",
          .rows(2)
        ),
        Probe("… and writes none", as: .role("heartly_auditor"), row, .denied),
      ]
    } + [
      Probe(
        "the sealer reads both logs",
        as: .role("heartly_sealer"),
        """
        SELECT DISTINCT "tenantId" FROM user_action_audit_log
        UNION ALL SELECT DISTINCT "tenantId" FROM data_audit_log
        """,
        .rows(4)
      )
    ]
    + [
      "tenant", "\"user\"", "facility", "client", "facility_staff", "session", "legal_hold",
      "user_action_audit_log", "data_audit_log", "audit_entry", "audit_checkpoint",
    ].map { table in
      Probe(
        "the owner works in an operation, \(table)",
        as: .role("heartly_owner"),
        before: ["SELECT heartly.begin_operation()"],
        "SELECT count(*) > 1 FROM \(table)",
        .value("t")
      )
    }

  private static let entry = """
    INSERT INTO audit_entry ("tenantId", "index", "logName", "entryId", created_at, "leafHash")
    VALUES ({a}, 1, 'data_audit_log', {x}, now(), sha256('x'))
    """

  private static let checkpoint = """
    INSERT INTO audit_checkpoint ("tenantId", "treeSize", "rootHash", note)
    VALUES ({a}, 2, sha256('x'), 'note')
    """

  private static func auditRow(tenant: String, person: String) -> String {
    """
    INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "newValues", "userId",
      "requestId")
    VALUES ({\(tenant)}, 'client', 'INSERT', '{}', '{}', {\(person)}, heartly.request_id())
    """
  }
}
