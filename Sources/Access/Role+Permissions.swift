extension Role {
  /// What a person of this role may do unless it is refused to them.
  ///
  /// Where it applies is another question: see `decide(_:may:on:)`.
  public var defaults: Set<Permission> {
    switch self {
    case .owner: return Set(Permission.allCases)
    case .admin: return ceiling.subtracting([.auditExport])
    case .staff: return ceiling.subtracting([.clientMove])
    }
  }

  /// What can be granted to a person of this role at all: the database's own rules refuse the rest,
  /// whatever a grant says.
  public var ceiling: Set<Permission> {
    switch self {
    case .owner:
      return Set(Permission.allCases)
    case .admin:
      return [
        .tenantRead,
        .userRead, .userCreate, .userUpdate, .userDelete,
        .facilityRead, .facilityUpdate,
        .clientRead, .clientCreate, .clientUpdate, .clientMove, .clientDelete,
        .staffRead, .staffAssign, .staffUnassign,
        .auditRead, .auditExport,
      ]
    case .staff:
      return [
        .tenantRead, .userRead, .userUpdate, .facilityRead, .clientRead, .clientUpdate, .clientMove,
        .staffRead, .auditRead,
      ]
    }
  }
}
