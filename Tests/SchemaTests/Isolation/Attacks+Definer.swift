import Postgres

// What the functions that run as heartly_context could do if they were wrong: no more than in the
// tenant of the request.
extension Attacks {
  static let definer: [Probe] =
    [
      ("client", "UPDATE client SET deleted_at = now() WHERE \"tenantId\" = {b}"),
      ("client", "SELECT id FROM client WHERE \"tenantId\" = {b}"),
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
        "there is one key of contexts",
        as: .role("heartly_context"),
        """
        INSERT INTO heartly.context_key (id, "innerPad", "outerPad")
        SELECT 2, "innerPad", "outerPad" FROM heartly.context_key
        """,
        .refused(.checkViolation, "CHK_context_key_id")
      ),
      Probe(
        "a key's inner pad is whole",
        as: .role("heartly_context"),
        "UPDATE heartly.context_key SET \"innerPad\" = 'x'",
        .refused(.checkViolation, "CHK_context_key_innerPad")
      ),
      Probe(
        "a key's outer pad is whole",
        as: .role("heartly_context"),
        "UPDATE heartly.context_key SET \"outerPad\" = 'x'",
        .refused(.checkViolation, "CHK_context_key_outerPad")
      ),
    ]

  private static func auditRow(tenant: String, person: String) -> String {
    """
    INSERT INTO data_audit_log ("tenantId", "tableName", operation, "rowKey", "newValues", "userId",
      "requestId")
    VALUES ({\(tenant)}, 'client', 'INSERT', '{}', '{}', {\(person)}, heartly.request_id())
    """
  }
}
