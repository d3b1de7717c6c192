public import Access
internal import Postgres

extension TenantScope {
  /// One resident.
  ///
  /// - Throws: `StoreError.notFound` where there is none, or none that is the person's to see.
  public func client(_ id: ID<Client>) async throws -> ClientRow {
    try await perform(.clientRead, as: Action(.read, client: id)) { principal, audit in
      ClientSQL.read(id, principal, audit)
    } read: { principal, rows in
      guard let row = rows.first else { throw StoreError.notFound }
      return try Self.checked(try ClientRow(row), for: principal, .clientRead)
    }
  }

  /// A page of residents, in the order of their names.
  ///
  /// - Throws: `StoreError.notFound` for those of a facility that is not there, or not the person's.
  public func clients(_ list: ClientList, _ request: PageRequest) async throws -> Page<ClientRow> {
    let action: Action
    let resource: Resource
    var query = ["clients"]
    switch list {
    case .all: (action, resource) = (Action(.list), .any)
    case .facility(let facility):
      (action, resource) = (Action(.list, facility: facility), .client(in: facility))
      query.append("\(facility)")
    }
    return try await perform(.clientRead, on: resource, as: action, hidesPlace: true) {
      principal,
      audit in
      let place = try open(request, .init(principal: principal, query: query), words: 3)
      return ClientSQL.list(
        list,
        after: try place.map { try ClientSQL.Place($0) },
        limit: request.limit,
        principal,
        audit
      )
    } read: { principal, rows in
      let rows = list == .all ? Array(rows) : try Self.present(rows)
      return try page(rows, request, .init(principal: principal, query: query)) { row in
        try Self.checked(try ClientRow(row), for: principal, .clientRead)
      } place: {
        ClientSQL.Place($0).words
      }
    }
  }

  /// Takes a resident in.
  public func create(
    _ client: NewClient,
    key: IdempotencyKey? = nil
  ) async throws -> ClientRow {
    let id = ID<Client>.new()
    return try await perform(
      .clientCreate,
      on: .client(in: client.facility),
      as: Action(.create, client: id, facility: client.facility)
    ) { principal, audit in
      ClientSQL.create(id, client, key: key, principal, audit)
    } read: { _, rows in
      try ClientRow(try Self.made(rows))
    }
  }

  /// Changes a resident's record. `version` is the state that the caller has seen; nil changes
  /// whatever is there.
  ///
  /// - Throws: `StoreError.changed` where the record is in another state by now.
  public func update(
    _ id: ID<Client>,
    _ change: ClientChange,
    ifVersion version: Version?
  ) async throws -> ClientRow {
    try await perform(.clientUpdate, as: Action(.update, client: id)) { principal, audit in
      ClientSQL.update(id, change, version: version, principal, audit)
    } read: { _, rows in
      try ClientRow(try Self.changed(rows))
    }
  }

  /// Moves a resident to another facility.
  ///
  /// - Throws: As `update`.
  public func move(
    _ id: ID<Client>,
    to facility: ID<Facility>,
    ifVersion version: Version?
  ) async throws -> ClientRow {
    try await perform(
      .clientMove,
      on: .client(in: facility),
      as: Action(.move, client: id, facility: facility)
    ) { principal, audit in
      ClientSQL.move(id, to: facility, version: version, principal, audit)
    } read: { _, rows in
      try ClientRow(try Self.changed(rows))
    }
  }

  /// Marks a resident as deleted.
  public func deleteClient(_ id: ID<Client>) async throws {
    try await perform(.clientDelete, as: Action(.delete, client: id)) { principal, audit in
      ClientSQL.delete(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// Brings a resident back.
  ///
  /// - Throws: `StoreError.conflict` where another client has the identifier by now.
  public func restoreClient(_ id: ID<Client>) async throws {
    try await perform(.clientRestore, as: Action(.restore, client: id)) { principal, audit in
      ClientSQL.restore(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// The policy's word on a row that the database has let through: they never differ.
  static func checked(
    _ client: ClientRow,
    for principal: Principal,
    _ permission: Permission
  ) throws -> ClientRow {
    guard decide(principal, may: permission, on: .client(in: client.facility)).isAllowed else {
      throw StoreError.unexpected("the database showed a client that the policy refuses")
    }
    return client
  }
}

extension ClientSQL.Place {
  init(_ client: ClientRow) {
    (lastName, firstName, id) = (client.lastName, client.firstName, client.id)
  }

  /// Reads what a cursor holds.
  init(_ words: [String]) throws(StoreError) {
    guard let id = ID<Client>(words[2]) else { throw .invalidCursor }
    self.init(lastName: words[0], firstName: words[1], id: id)
  }

  var words: [String] { [lastName, firstName, "\(id)"] }
}
