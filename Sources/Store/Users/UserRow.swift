public import Access
internal import Postgres

/// A person who works for the organisation, as far as the one who asks may know them.
public struct UserRow: Hashable, Sendable {
  /// Who it is.
  public var id: ID<User>
  /// 1 to 50 characters of any script.
  public var firstName: String
  /// 1 to 50 characters of any script.
  public var lastName: String
  /// What they are in the organisation.
  public var role: Role
  /// The rest, which STAFF see of themselves only.
  public var account: Account?
  /// Which state of the record this is; nil where only the name is shown.
  public var version: Version? { account.map { Version(updatedAt: $0.updatedAt) } }

  /// What belongs to a person beside their name.
  public struct Account: Hashable, Sendable {
    /// What they sign in with; of nobody else in the organisation.
    public var username: String
    /// An address of e-mail, of nobody else in the organisation.
    public var email: String?
    /// Whom they work for, where that is not the organisation itself.
    public var company: String?
    /// E.164
    public var phone: String?
    /// What was granted or refused to them beside their role.
    public var grants: Grants
    /// How far they have got with setting up, 0 to 10.
    public var onboardingStep: Int32
    /// When they had set up everything.
    public var onboardingCompletedAt: Moment?
    /// ACTIVE, INACTIVE, SUSPENDED or PENDING.
    public var status: String
    /// When the record was made.
    public var createdAt: Moment
    /// When it was last changed.
    public var updatedAt: Moment
  }
}

extension UserRow {
  /// Reads the columns of `UserSQL.names`.
  init(_ row: Row) throws {
    id = try row.decode("id")
    firstName = try row.decode("firstName")
    lastName = try row.decode("lastName")
    role = try row.decode("role")
    account = try row.decode("isWhole", as: Bool.self) ? try Account(row) : nil
  }
}

extension UserRow.Account {
  fileprivate init(_ row: Row) throws(RowError) {
    username = try row.decode("username")
    email = try row.decode("email")
    company = try row.decode("company")
    phone = try row.decode("phone")
    grants = Grants(try row.decode("permissions", as: JSON.self))
    onboardingStep = try row.decode("onboarding_step")
    onboardingCompletedAt = try row.decode("onboarding_completed_at")
    status = try row.decode("status")
    createdAt = try row.decode("created_at")
    updatedAt = try row.decode("updated_at")
  }
}
