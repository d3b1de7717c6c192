public import Access

/// A resident who is to be taken in. The database holds the rules of each value.
public struct NewClient: Hashable, Sendable {
  /// Where they will live.
  public var facility: ID<Facility>
  /// 1 to 50 characters of any script.
  public var firstName: String
  /// 1 to 50 characters of any script.
  public var lastName: String
  /// From 1900-01-01 to today.
  public var birthDate: Day
  /// Six to twenty of A-Z and 0-9, of no other client of the organisation.
  public var uci: String
  /// ACTIVE, INACTIVE, DISCHARGED or ON_HOLD. Default ACTIVE.
  public var status: String
  /// E.164
  public var phone: String?
  /// An address of e-mail.
  public var email: String?
  /// Where the photograph is kept; up to 500 characters.
  public var photo: String?

  /// Makes one.
  public init(
    facility: ID<Facility>,
    firstName: String,
    lastName: String,
    birthDate: Day,
    uci: String,
    status: String = "ACTIVE",
    phone: String? = nil,
    email: String? = nil,
    photo: String? = nil
  ) {
    self.facility = facility
    self.firstName = firstName
    self.lastName = lastName
    self.birthDate = birthDate
    self.uci = uci
    self.status = status
    self.phone = phone
    self.email = email
    self.photo = photo
  }
}
