public import Access
internal import Postgres

/// The organisation, as far as the one who asks may know it.
public struct TenantRow: Hashable, Sendable {
  /// Which it is.
  public var id: ID<Tenant>
  /// As it calls itself.
  public var name: String
  /// The rest, which only an OWNER sees.
  public var account: Account?
  /// Which state of the record this is; nil where only the name is shown.
  public var version: Version? { account.map { Version(updatedAt: $0.updatedAt) } }

  /// What belongs to an organisation beside its name.
  public struct Account: Hashable, Sendable {
    /// ACTIVE or SUSPENDED.
    public var status: String
    /// The JSON text of an object.
    public var settings: String
    /// When the record was made.
    public var createdAt: Moment
    /// When it was last changed.
    public var updatedAt: Moment
  }
}

extension TenantRow {
  /// Reads the columns of `TenantSQL`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    name = try row.decode("name")
    guard let settings = try row.decode("settings", as: JSON?.self) else { return }
    account = Account(
      status: try row.decode("status"),
      settings: settings.text,
      createdAt: try row.decode("created_at"),
      updatedAt: try row.decode("updated_at")
    )
  }
}
