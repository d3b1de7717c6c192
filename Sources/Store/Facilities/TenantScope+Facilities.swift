public import Access
internal import Postgres

extension TenantScope {
  /// One house.
  ///
  /// - Throws: `StoreError.notFound` where there is none, or none that is the person's to see.
  public func facility(_ id: ID<Facility>) async throws -> FacilityRow {
    try await perform(.facilityRead, as: Action(.read, facility: id)) { principal, audit in
      FacilitySQL.read(id, principal, audit)
    } read: { principal, rows in
      guard let row = rows.first else { throw StoreError.notFound }
      return try Self.checked(try FacilityRow(row), for: principal)
    }
  }

  /// A page of houses, in the order of their names.
  public func facilities(_ request: PageRequest) async throws -> Page<FacilityRow> {
    try await perform(.facilityRead, as: Action(.list)) { principal, audit in
      let place = try open(request, .init(principal: principal, query: ["facilities"]), words: 1)
      return FacilitySQL.list(after: place?[0], limit: request.limit, principal, audit)
    } read: { principal, rows in
      try page(rows, request, .init(principal: principal, query: ["facilities"])) { row in
        try Self.checked(try FacilityRow(row), for: principal)
      } place: {
        [$0.name]
      }
    }
  }

  /// Opens a house.
  public func create(
    _ facility: NewFacility,
    key: IdempotencyKey? = nil
  ) async throws -> FacilityRow {
    let id = ID<Facility>.new()
    return try await perform(.facilityCreate, as: Action(.create, facility: id)) {
      principal,
      audit in
      FacilitySQL.create(id, facility, key: key, principal, audit)
    } read: { _, rows in
      try FacilityRow(try Self.made(rows))
    }
  }

  /// Changes a house's record. `version` is the state that the caller has seen; nil changes whatever
  /// is there.
  ///
  /// - Throws: `StoreError.changed` where the record is in another state by now.
  public func update(
    _ id: ID<Facility>,
    _ change: FacilityChange,
    ifVersion version: Version?
  ) async throws -> FacilityRow {
    try await perform(.facilityUpdate, as: Action(.update, facility: id)) { principal, audit in
      FacilitySQL.update(id, change, version: version, principal, audit)
    } read: { _, rows in
      try FacilityRow(try Self.changed(rows))
    }
  }

  /// Marks a house as deleted.
  ///
  /// - Throws: `StoreError.conflict` where clients still live in it.
  public func deleteFacility(_ id: ID<Facility>) async throws {
    try await perform(.facilityDelete, as: Action(.delete, facility: id)) { principal, audit in
      FacilitySQL.delete(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// Brings a house back.
  ///
  /// - Throws: `StoreError.conflict` where another house has the name by now.
  public func restoreFacility(_ id: ID<Facility>) async throws {
    try await perform(.facilityRestore, as: Action(.restore, facility: id)) { principal, audit in
      FacilitySQL.restore(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// The policy's word on a row that the database has let through: they never differ.
  private static func checked(
    _ facility: FacilityRow,
    for principal: Principal
  ) throws -> FacilityRow {
    guard decide(principal, may: .facilityRead, on: .facility(facility.id)).isAllowed else {
      throw StoreError.unexpected("the database showed a facility that the policy refuses")
    }
    return facility
  }
}
