internal import Access
internal import Postgres

/// The statements that read the audit logs, newest first. Each writes into the log that it was read.
enum AuditLogSQL {
  private static let order: SQL = "ORDER BY created_at DESC, id DESC"

  static func actions(
    _ query: AuditQuery,
    after place: AuditPlace?,
    limit: Int,
    as verb: Action.Verb,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    var isAsked: SQL = "\"tenantId\" = \(principal.tenant)"
    isAsked = isAsked + " AND " + AuditPlace.isNext(in: query.period, after: place)
    if let user = query.user { isAsked = isAsked + " AND \"userId\" = \(user)" }
    if let client = query.client { isAsked = isAsked + " AND \"clientId\" = \(client)" }
    if let facility = query.facility {
      isAsked = isAsked + " AND \"targetFacilityId\" = \(facility)"
    }
    if let action = query.action { isAsked = isAsked + " AND action = \(action)" }
    return """
      WITH page AS MATERIALIZED (
        SELECT id, created_at, "userId", action, outcome, "clientId", "targetUserId",
          "targetFacilityId", details, "requestId", "sessionId", host("ipAddress") AS address,
          "userAgent"
        FROM user_action_audit_log WHERE \(isAsked) \(order) LIMIT \(limit + 1)
      ), noted AS (\(audit.insert(reading(query, verb), details: details("actions", query, limit))))
      SELECT id, created_at, "userId", action, outcome, "clientId", "targetUserId",
        "targetFacilityId", details, "requestId", "sessionId", address, "userAgent"
      FROM page \(order)
      """
  }

  static func changes(
    _ query: AuditQuery,
    after place: AuditPlace?,
    limit: Int,
    as verb: Action.Verb,
    _ principal: Principal,
    _ audit: AuditSQL
  ) -> SQL {
    var isAsked: SQL = "\"tenantId\" = \(principal.tenant)"
    isAsked = isAsked + " AND " + AuditPlace.isNext(in: query.period, after: place)
    if let user = query.user { isAsked = isAsked + " AND \"userId\" = \(user)" }
    if let client = query.client { isAsked = isAsked + " AND \"clientId\" = \(client)" }
    if let facility = query.facility { isAsked = isAsked + " AND \"facilityId\" = \(facility)" }
    if let action = query.action { isAsked = isAsked + " AND operation = \(action)" }
    return """
      WITH page AS MATERIALIZED (
        SELECT id, created_at, "userId", operator, "tableName", operation, "rowKey", "clientId",
          "facilityId", "oldValues", "newValues", "requestId", "sessionId",
          host("ipAddress") AS address
        FROM data_audit_log WHERE \(isAsked) \(order) LIMIT \(limit + 1)
      ), noted AS (\(audit.insert(reading(query, verb), details: details("changes", query, limit))))
      SELECT id, created_at, "userId", operator, "tableName", operation, "rowKey", "clientId",
        "facilityId", "oldValues", "newValues", "requestId", "sessionId", address
      FROM page \(order)
      """
  }

  /// What the log says of a reading of the log.
  static func reading(_ query: AuditQuery, _ verb: Action.Verb) -> Action {
    Action(verb, client: query.client, user: query.user, facility: query.facility)
  }

  private static func details(_ log: SQL, _ query: AuditQuery, _ limit: Int) -> SQL {
    """
    jsonb_build_object('log', '\(log)', 'from', \(query.period.from), 'to', \(query.period.to),
      'action', \(query.action)::text, 'rows', (SELECT least(count(*), \(limit)) FROM page))
    """
  }
}
