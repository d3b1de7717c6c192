/// A house that is to be opened. The database holds the rules of each value.
public struct NewFacility: Hashable, Sendable {
  /// 3 to 100 characters, of no other facility of the organisation.
  public var name: String
  /// 5 to 200 characters.
  public var address: String
  /// 2 to 100 characters.
  public var city: String
  /// Two capital letters.
  public var state: String
  /// Five digits, or five and four.
  public var zip: String
  /// E.164
  public var phone: String?
  /// An address of e-mail.
  public var email: String?
  /// How many clients it is meant for. Default 0.
  public var projectedClientCount: Int32
  /// How many rooms it has.
  public var roomCount: Int32?
  /// ACTIVE, INACTIVE or MAINTENANCE. Default ACTIVE.
  public var status: String

  /// Makes one.
  public init(
    name: String,
    address: String,
    city: String,
    state: String,
    zip: String,
    phone: String? = nil,
    email: String? = nil,
    projectedClientCount: Int32 = 0,
    roomCount: Int32? = nil,
    status: String = "ACTIVE"
  ) {
    self.name = name
    self.address = address
    self.city = city
    self.state = state
    self.zip = zip
    self.phone = phone
    self.email = email
    self.projectedClientCount = projectedClientCount
    self.roomCount = roomCount
    self.status = status
  }
}
