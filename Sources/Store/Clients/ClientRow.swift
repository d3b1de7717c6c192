public import Access
internal import Postgres

/// A resident, as the table has it.
public struct ClientRow: Hashable, Sendable {
  /// Who it is.
  public var id: ID<Client>
  /// Where they live.
  public var facility: ID<Facility>
  /// 1 to 50 characters of any script.
  public var firstName: String
  /// 1 to 50 characters of any script.
  public var lastName: String
  /// Their own calendar's day.
  public var birthDate: Day
  /// The unique client identifier that the authorities use.
  public var uci: String
  /// ACTIVE, INACTIVE, DISCHARGED or ON_HOLD.
  public var status: String
  /// E.164
  public var phone: String?
  /// An address of e-mail.
  public var email: String?
  /// Where the photograph is kept.
  public var photo: String?
  /// When the record was made.
  public var createdAt: Moment
  /// When it was last changed.
  public var updatedAt: Moment
  /// Which state of the record this is.
  public var version: Version { Version(updatedAt: updatedAt) }
}

extension ClientRow {
  /// Reads the columns of `ClientSQL.columns`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    facility = try row.decode("facilityId")
    firstName = try row.decode("firstName")
    lastName = try row.decode("lastName")
    birthDate = try row.decode("birthDate")
    uci = try row.decode("uci")
    status = try row.decode("status")
    phone = try row.decode("phone")
    email = try row.decode("email")
    photo = try row.decode("photo")
    createdAt = try row.decode("created_at")
    updatedAt = try row.decode("updated_at")
  }
}
