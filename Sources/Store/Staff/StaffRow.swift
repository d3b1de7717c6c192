public import Access
internal import Postgres

/// A person who works in a house, as far as everybody there may know them.
public struct StaffRow: Hashable, Sendable {
  /// Who it is.
  public var user: ID<User>
  /// 1 to 50 characters of any script.
  public var firstName: String
  /// 1 to 50 characters of any script.
  public var lastName: String
  /// What they are in the organisation.
  public var role: Role
  /// Since when they work there.
  public var assignedAt: Moment
  /// Who assigned them; nil where the platform did.
  public var assignedBy: ID<User>?
}

extension StaffRow {
  /// Reads the columns of `StaffSQL.list`.
  init(_ row: Row) throws(RowError) {
    user = try row.decode("id")
    firstName = try row.decode("firstName")
    lastName = try row.decode("lastName")
    role = try row.decode("role")
    assignedAt = try row.decode("assigned_at")
    assignedBy = try row.decode("assigned_by")
  }
}
