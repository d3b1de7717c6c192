public import Access

/// A person for whom an account is to be made. The database holds the rules of each value.
public struct NewUser: Hashable, Sendable {
  /// 1 to 50 characters of any script.
  public var firstName: String
  /// 1 to 50 characters of any script.
  public var lastName: String
  /// 1 to 100 characters, of nobody else in the organisation.
  public var username: String
  /// An address of e-mail, of nobody else in the organisation.
  public var email: String?
  /// Up to 255 characters.
  public var company: String?
  /// E.164
  public var phone: String?
  /// What they will be. Default STAFF; anything else is an OWNER's to give.
  public var role: Role
  /// What is granted or refused to them beside it; an OWNER's to give.
  public var grants: Grants
  /// ACTIVE, INACTIVE, SUSPENDED or PENDING. Default ACTIVE.
  public var status: String

  /// Makes one.
  public init(
    firstName: String,
    lastName: String,
    username: String,
    email: String? = nil,
    company: String? = nil,
    phone: String? = nil,
    role: Role = .staff,
    grants: Grants = .none,
    status: String = "ACTIVE"
  ) {
    self.firstName = firstName
    self.lastName = lastName
    self.username = username
    self.email = email
    self.company = company
    self.phone = phone
    self.role = role
    self.grants = grants
    self.status = status
  }
}
