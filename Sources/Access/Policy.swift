/// Decides whether a person may do something to a thing of their own organisation.
///
/// The database's policies decide the same once more; a test compares the two over every role,
/// permission and place.
public func decide(
  _ principal: Principal,
  may permission: Permission,
  on resource: Resource = .any
) -> Decision {
  guard principal.permissions.contains(permission) else {
    return .refuse(
      principal.grants.refused.contains(permission) ? .refusedToPerson : .notPermitted
    )
  }
  if principal.role == .owner { return .allow }
  switch resource {
  case .any, .tenant:
    return .allow
  case .facility(let facility), .client(let facility):
    return principal.works(in: facility) ? .allow : .refuse(.otherFacility)
  case .move(let from, let to):
    return principal.works(in: from) && principal.works(in: to) ? .allow : .refuse(.otherFacility)
  case .newUser(let role):
    return role == .staff ? .allow : .refuse(.roleAboveStaff)
  case .rights:
    return .refuse(.roleAboveStaff)
  case .user(let user, let role, let isColleague):
    return judge(permission, on: user, role: role, isColleague: isColleague, by: principal)
  case .assignment(let facility, let user, let isFree):
    return judge(permission, assignmentTo: facility, of: user, isFree: isFree, by: principal)
  case .audit(let actor, let facility):
    if actor == principal.user { return .allow }
    guard principal.role == .admin, let facility else { return .refuse(.otherPerson) }
    return principal.works(in: facility) ? .allow : .refuse(.otherFacility)
  }
}

private func judge(
  _ permission: Permission,
  on user: ID<User>,
  role: Role,
  isColleague: Bool,
  by principal: Principal
) -> Decision {
  switch permission {
  case .userRead:
    return user == principal.user || isColleague ? .allow : .refuse(.otherPerson)
  case .userUpdate where user == principal.user:
    return .allow
  default:
    guard principal.role == .admin, isColleague else { return .refuse(.otherPerson) }
    return role == .staff ? .allow : .refuse(.roleAboveStaff)
  }
}

private func judge(
  _ permission: Permission,
  assignmentTo facility: ID<Facility>,
  of user: ID<User>,
  isFree: Bool,
  by principal: Principal
) -> Decision {
  if permission == .staffRead, user == principal.user { return .allow }
  guard principal.works(in: facility) else { return .refuse(.otherFacility) }
  return permission == .staffRead || isFree ? .allow : .refuse(.otherPerson)
}
