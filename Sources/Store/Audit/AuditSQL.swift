internal import Access
internal import Postgres

/// Rows of the log of actions, written in the statement that they speak of.
///
/// A part of that statement, not a call: its plan is kept, and what was found decides the outcome.
struct AuditSQL {
  let principal: Principal
  let origin: Origin

  /// There and changed; there, but of another version; not there.
  static let outcomeOfChange: SQL = """
    CASE WHEN EXISTS (SELECT FROM changed) THEN 'SUCCESS'
      WHEN EXISTS (SELECT FROM seen) THEN 'FAILURE' ELSE 'DENIED' END
    """

  /// An INSERT for a `WITH` list. `outcome` is an expression of type `text`, `client`, `user` and
  /// `facility` are ones of type `uuid` in place of the action's own, and `details` one of type `jsonb`: names and ids, never
  /// values of a record.
  func insert(
    _ action: Action,
    outcome: SQL = "'SUCCESS'",
    client: SQL? = nil,
    user: SQL? = nil,
    facility: SQL? = nil,
    details: SQL = "'{}'::jsonb"
  ) -> SQL {
    """
    INSERT INTO user_action_audit_log ("tenantId", "userId", "clientId", "targetUserId",
      "targetFacilityId", action, outcome, details, "requestId", "sessionId", "ipAddress",
      "userAgent")
    SELECT \(principal.tenant), \(principal.user), \(client ?? "\(action.client)"),
      \(user ?? "\(action.user)"),
      \(facility ?? "\(action.facility)"), \(action.verb), \(outcome), \(details),
      \(origin.request), \(principal.session), \(origin.address)::text::inet,
      left(\(origin.userAgent)::text, 1000)
    """
  }

  /// What did not happen, and why: in a statement of its own.
  func insert(_ action: Action, outcome: Outcome, reason: String) -> SQL {
    insert(
      action,
      outcome: "\(outcome)::text",
      details: "jsonb_build_object('reason', \(reason)::text)"
    )
  }
}
