internal import Access
internal import Postgres

/// What was done with one resident's record.
enum HistorySQL {
  private static let order: SQL = "ORDER BY created_at DESC, id DESC"

  /// Selects a page, newest first, and one row more: what was done with the record itself, the lists
  /// and searches that showed it, and what changed in it. Each is read in the order of its own index.
  static func client(
    _ client: ID<Client>,
    in period: Period,
    after place: AuditPlace?,
    limit: Int,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    let isNext: SQL =
      "\"tenantId\" = \(principal.tenant) AND " + AuditPlace.isNext(in: period, after: place)
    let isThere: SQL = """
      EXISTS (SELECT FROM client WHERE "tenantId" = \(principal.tenant) AND id = \(client)
        AND deleted_at IS NULL)
      """
    return """
      WITH page AS MATERIALIZED (
        SELECT id, created_at, "isChange", "userId", action, outcome, "oldValues", "newValues",
          "requestId", address
        FROM (
          (\(actions) WHERE \(isNext) AND "clientId" = \(client) \(order) LIMIT \(limit + 1))
          UNION ALL
          (\(actions) WHERE \(isNext) AND action = 'LIST' AND \(showed(client)) \(order)
            LIMIT \(limit + 1))
          UNION ALL
          (\(actions) WHERE \(isNext) AND action = 'SEARCH' AND \(showed(client)) \(order)
            LIMIT \(limit + 1))
          UNION ALL
          (SELECT id, created_at, true, "userId", operation, NULL, "oldValues", "newValues",
             "requestId", host("ipAddress")
           FROM data_audit_log WHERE \(isNext) AND "clientId" = \(client) \(order)
           LIMIT \(limit + 1))
        ) history
        \(order) LIMIT \(limit + 1)
      ), noted AS (
        \(audit.insert(
          Action(.readAudit, client: client),
          outcome: "CASE WHEN \(isThere) THEN 'SUCCESS' ELSE 'DENIED' END",
          details: """
            jsonb_build_object('log', 'history', 'from', \(period.from), 'to', \(period.to),
              'rows', (SELECT least(count(*), \(limit)) FROM page))
            """
        ))
      )
      SELECT \(isThere) AS "isThere", id, created_at, "isChange", "userId", action, outcome,
        "oldValues", "newValues", "requestId", address
      FROM (VALUES (1)) one LEFT JOIN page ON true \(order)
      """
  }

  private static let actions: SQL = """
    SELECT id, created_at, false AS "isChange", "userId", action, outcome, NULL::jsonb AS "oldValues",
      NULL::jsonb AS "newValues", "requestId", host("ipAddress") AS address
    FROM user_action_audit_log
    """

  /// Whether a list or a search has shown the record.
  private static func showed(_ client: ID<Client>) -> SQL {
    "details -> 'clients' ? \(client)::text"
  }
}
