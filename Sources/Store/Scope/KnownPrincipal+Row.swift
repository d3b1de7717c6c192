internal import Access
internal import FoundationEssentials
internal import Postgres

extension KnownPrincipal {
  /// Reads what `heartly.begin_expected_request` answers.
  init(_ row: Row, tenant: ID<Tenant>) throws {
    let permissions = try row.decode("permissions", as: JSON.self)
    principal = Principal(
      tenant: tenant,
      user: try row.decode("userId"),
      session: try row.decode("sessionId"),
      role: try row.decode("role"),
      grants: Grants(permissions),
      facilities: Set(try row.decode("facilityIds", as: [ID<Facility>].self))
    )
    state = try row.decode("state")
  }
}

extension Grants {
  /// Reads `{"grant": ["client.move"], "refuse": ["audit.read"]}`.
  ///
  /// Names that this program does not know are left out where they grant; where something cannot be
  /// read at all, everything is refused: a refusal must not be lost by a slip of the pen.
  init(_ json: JSON) {
    struct Column: Decodable {
      var grant: [String]?
      var refuse: [String]?
    }
    guard let column = try? json.decode(as: Column.self),
      case let refused = (column.refuse ?? []).map(Permission.init(rawValue:)),
      !refused.contains(nil)
    else {
      self.init(refused: Set(Permission.allCases))
      return
    }
    self.init(
      granted: Set((column.grant ?? []).compactMap(Permission.init(rawValue:))),
      refused: Set(refused.compactMap { $0 })
    )
  }
}
