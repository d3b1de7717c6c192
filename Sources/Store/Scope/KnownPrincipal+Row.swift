internal import Access
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
