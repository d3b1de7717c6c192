/// Who acts: a person, what they are, and where they work, as the database has it now.
public struct Principal: Hashable, Sendable {
  /// The organisation.
  public var tenant: ID<Tenant>
  /// The person.
  public var user: ID<User>
  /// The sign-in.
  public var session: ID<Session>
  /// What they are.
  public var role: Role
  /// What was granted or refused to them beside it.
  public var grants: Grants
  /// The facilities that they are assigned to; an OWNER needs none.
  public var facilities: Set<ID<Facility>>

  /// Makes a principal.
  public init(
    tenant: ID<Tenant>,
    user: ID<User>,
    session: ID<Session>,
    role: Role,
    grants: Grants = .none,
    facilities: Set<ID<Facility>> = []
  ) {
    self.tenant = tenant
    self.user = user
    self.session = session
    self.role = role
    self.grants = grants
    self.facilities = facilities
  }

  /// Everything that the person may do somewhere.
  public var permissions: Set<Permission> {
    role.defaults.union(grants.granted.intersection(role.ceiling)).subtracting(grants.refused)
  }

  /// Whether a facility is theirs to act in.
  public func works(in facility: ID<Facility>) -> Bool {
    role == .owner || facilities.contains(facility)
  }
}
