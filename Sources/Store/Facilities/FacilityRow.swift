public import Access
internal import Postgres

/// A house, as the table has it.
public struct FacilityRow: Hashable, Sendable {
  /// Which it is.
  public var id: ID<Facility>
  /// 3 to 100 characters, of no other facility of the organisation.
  public var name: String
  /// Street and number.
  public var address: String
  /// The town.
  public var city: String
  /// Two capital letters.
  public var state: String
  /// Five digits, or five and four.
  public var zip: String
  /// E.164
  public var phone: String?
  /// An address of e-mail.
  public var email: String?
  /// How many clients it is meant for.
  public var projectedClientCount: Int32
  /// How many rooms it has; nil where nobody has said.
  public var roomCount: Int32?
  /// ACTIVE, INACTIVE or MAINTENANCE.
  public var status: String
  /// When the record was made.
  public var createdAt: Moment
  /// When it was last changed.
  public var updatedAt: Moment
  /// Which state of the record this is.
  public var version: Version { Version(updatedAt: updatedAt) }
}

extension FacilityRow {
  /// Reads the columns of `FacilitySQL.columns`.
  init(_ row: Row) throws(RowError) {
    id = try row.decode("id")
    name = try row.decode("name")
    address = try row.decode("address")
    city = try row.decode("city")
    state = try row.decode("state")
    zip = try row.decode("zip")
    phone = try row.decode("phone")
    email = try row.decode("email")
    projectedClientCount = try row.decode("projectedClientCount")
    roomCount = try row.decode("roomCount")
    status = try row.decode("status")
    createdAt = try row.decode("created_at")
    updatedAt = try row.decode("updated_at")
  }
}
