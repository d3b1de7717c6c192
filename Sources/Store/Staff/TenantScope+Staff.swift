public import Access
internal import Postgres

extension TenantScope {
  /// A page of the people who work in a house, in the order of their names.
  ///
  /// - Throws: `StoreError.notFound` where the house is not there, or not the person's.
  public func staff(
    of facility: ID<Facility>,
    _ request: PageRequest
  ) async throws -> Page<StaffRow> {
    let query = ["staff", "\(facility)"]
    return try await perform(
      .staffRead,
      on: .facility(facility),
      as: Action(.list, facility: facility),
      hidesPlace: true
    ) { principal, audit in
      let place = try open(request, .init(principal: principal, query: query), words: 3)
      return StaffSQL.list(
        facility,
        after: try place.map { try StaffSQL.Place($0) },
        limit: request.limit,
        principal,
        audit
      )
    } read: { principal, rows in
      try page(
        try Self.present(rows),
        request,
        .init(principal: principal, query: query)
      ) { row in
        try StaffRow(row)
      } place: {
        [$0.lastName, $0.firstName, "\($0.user)"]
      }
    }
  }

  /// Lets a person work in a house; whoever does so already goes on.
  ///
  /// - Throws: `StoreError.notFound` where person or house is not there, or not for the caller to
  ///   assign.
  public func assign(_ user: ID<User>, to facility: ID<Facility>) async throws {
    try await perform(
      .staffAssign,
      on: .facility(facility),
      as: Action(.assign, user: user, facility: facility),
      hidesPlace: true
    ) { principal, audit in
      StaffSQL.assign(user, to: facility, principal, audit)
    } read: { _, rows in
      guard try rows.only().decode("isFit", as: Bool.self) else { throw StoreError.notFound }
    }
  }

  /// Ends a person's work in a house.
  ///
  /// - Throws: `StoreError.notFound` where there is no such assignment, or none for the caller to end.
  public func unassign(_ user: ID<User>, from facility: ID<Facility>) async throws {
    try await perform(
      .staffUnassign,
      on: .facility(facility),
      as: Action(.unassign, user: user, facility: facility),
      hidesPlace: true
    ) { principal, audit in
      StaffSQL.unassign(user, from: facility, principal, audit)
    } read: { _, _ in
    }
  }
}

extension StaffSQL.Place {
  /// Reads what a cursor holds.
  init(_ words: [String]) throws(StoreError) {
    guard let id = ID<User>(words[2]) else { throw .invalidCursor }
    self.init(lastName: words[0], firstName: words[1], id: id)
  }
}
