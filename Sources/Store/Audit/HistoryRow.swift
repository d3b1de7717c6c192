public import Access
internal import Postgres

/// Something that was done with a resident's record: it was seen, looked for or changed.
public struct HistoryRow: Hashable, Sendable {
  /// Names the row in its log.
  public var id: ID<HistoryRow>
  /// When.
  public var createdAt: Moment
  /// Whether it is of the log of changes, and not of that of actions.
  public var isChange: Bool
  /// Who; nil where the platform did it.
  public var user: ID<User>?
  /// READ, LIST and the like; INSERT, UPDATE or DELETE of a change.
  public var action: String
  /// SUCCESS, DENIED or FAILURE; nil of a change, which is there because it succeeded.
  public var outcome: String?
  /// The JSON text of the changed fields before.
  public var oldValues: String?
  /// The JSON text of the changed fields after.
  public var newValues: String?
  /// In which request.
  public var request: ID<Request>?
  /// From where.
  public var address: String?
}

extension HistoryRow {
  /// Reads the columns of `HistorySQL.client`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    createdAt = try row.decode("created_at")
    isChange = try row.decode("isChange")
    user = try row.decode("userId")
    action = try row.decode("action")
    outcome = try row.decode("outcome")
    oldValues = try row.decode("oldValues", as: JSON?.self)?.text
    newValues = try row.decode("newValues", as: JSON?.self)?.text
    request = try row.decode("requestId")
    address = try row.decode("address")
  }
}
