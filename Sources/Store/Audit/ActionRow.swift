public import Access
internal import Postgres

/// What somebody did, tried, or was refused.
public struct ActionRow: Hashable, Sendable {
  /// Names the row.
  public var id: ID<ActionRow>
  /// When.
  public var createdAt: Moment
  /// Who; nil where that is unknown, as in a failed sign-in.
  public var user: ID<User>?
  /// The verb.
  public var action: String
  /// SUCCESS, DENIED or FAILURE.
  public var outcome: String
  /// Whose record it was.
  public var client: ID<Client>?
  /// Whom it was done to.
  public var targetUser: ID<User>?
  /// Where.
  public var facility: ID<Facility>?
  /// The JSON text of an object: names and ids, never values of a record.
  public var details: String
  /// In which request.
  public var request: ID<Request>?
  /// In which sign-in.
  public var session: ID<Session>?
  /// From where.
  public var address: String?
  /// What the caller said of its program; not to be trusted.
  public var userAgent: String?
}

extension ActionRow {
  /// Reads the columns of `AuditLogSQL.actions`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    createdAt = try row.decode("created_at")
    user = try row.decode("userId")
    action = try row.decode("action")
    outcome = try row.decode("outcome")
    client = try row.decode("clientId")
    targetUser = try row.decode("targetUserId")
    facility = try row.decode("targetFacilityId")
    details = try row.decode("details", as: JSON.self).text
    request = try row.decode("requestId")
    session = try row.decode("sessionId")
    address = try row.decode("address")
    userAgent = try row.decode("userAgent")
  }
}
