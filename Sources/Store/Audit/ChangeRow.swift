public import Access
internal import Postgres

/// What became of one row of a table.
public struct ChangeRow: Hashable, Sendable {
  /// Names the row of the log.
  public var id: ID<ChangeRow>
  /// When.
  public var createdAt: Moment
  /// Who; nil where the platform did it.
  public var user: ID<User>?
  /// The database role of the platform that did it.
  public var platformRole: String?
  /// Of which table.
  public var table: String
  /// INSERT, UPDATE or DELETE.
  public var operation: String
  /// The JSON text of the changed row's key.
  public var key: String
  /// Whose record it was.
  public var client: ID<Client>?
  /// Where.
  public var facility: ID<Facility>?
  /// The JSON text of the changed fields before; nil where the row was made.
  public var oldValues: String?
  /// The JSON text of the changed fields after; nil where the row went.
  public var newValues: String?
  /// In which request.
  public var request: ID<Request>
  /// In which sign-in.
  public var session: ID<Session>?
  /// From where.
  public var address: String?
}

extension ChangeRow {
  /// Reads the columns of `AuditLogSQL.changes`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    createdAt = try row.decode("created_at")
    user = try row.decode("userId")
    platformRole = try row.decode("operator")
    table = try row.decode("tableName")
    operation = try row.decode("operation")
    key = try row.decode("rowKey", as: JSON.self).text
    client = try row.decode("clientId")
    facility = try row.decode("facilityId")
    oldValues = try row.decode("oldValues", as: JSON?.self)?.text
    newValues = try row.decode("newValues", as: JSON?.self)?.text
    request = try row.decode("requestId")
    session = try row.decode("sessionId")
    address = try row.decode("address")
  }
}
