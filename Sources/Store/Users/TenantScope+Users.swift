public import Access
internal import Postgres

extension TenantScope {
  /// One person.
  ///
  /// - Throws: `StoreError.notFound` where there is none, or none that is the caller's to know of.
  public func user(_ id: ID<User>) async throws -> UserRow {
    try await perform(.userRead, as: Action(.read, user: id)) { principal, audit in
      UserSQL.read(id, principal, audit)
    } read: { principal, rows in
      guard let row = rows.first else { throw StoreError.notFound }
      return try Self.checked(try UserRow(row), for: principal)
    }
  }

  /// Whoever asks.
  public func me() async throws -> UserRow {
    try await perform(.userRead, as: Action(.read)) { principal, audit in
      UserSQL.read(principal.user, principal, audit)
    } read: { principal, rows in
      try Self.checked(try UserRow(try rows.only()), for: principal)
    }
  }

  /// A page of people, of one role or of all, in the order of role, last name, first name and id.
  public func users(role: Role?, _ request: PageRequest) async throws -> Page<UserRow> {
    let query = ["users", role?.rawValue ?? ""]
    return try await perform(.userRead, as: Action(.list)) { principal, audit in
      let place = try open(request, .init(principal: principal, query: query), words: 4)
      return UserSQL.list(
        role: role,
        after: try place.map { try UserSQL.Place($0) },
        limit: request.limit,
        principal,
        audit
      )
    } read: { principal, rows in
      try page(rows, request, .init(principal: principal, query: query)) { row in
        try Self.checked(try UserRow(row), for: principal)
      } place: {
        [$0.role.rawValue, $0.lastName, $0.firstName, "\($0.id)"]
      }
    }
  }

  /// Makes an account.
  public func create(
    _ user: NewUser,
    key: IdempotencyKey? = nil
  ) async throws -> UserRow {
    let id = ID<User>.new()
    return try await perform(
      .userCreate,
      on: user.grants == .none ? .newUser(role: user.role) : .rights,
      as: Action(.create, user: id)
    ) { principal, audit in
      UserSQL.create(id, user, key: key, principal, audit)
    } read: { _, rows in
      try UserRow(try Self.made(rows))
    }
  }

  /// Changes a person's record. `version` is the state that the caller has seen; nil changes whatever
  /// is there.
  ///
  /// - Throws: `StoreError.changed` where the record is in another state by now,
  ///   `StoreError.refused` where the person may be seen, and not changed.
  public func update(
    _ id: ID<User>,
    _ change: UserChange,
    ifVersion version: Version?
  ) async throws -> UserRow {
    try await perform(
      .userUpdate,
      on: change.touchesRights ? .rights : .any,
      as: Action(.update, user: id)
    ) { principal, audit in
      UserSQL.update(id, change, version: version, principal, audit)
    } read: { principal, rows in
      do {
        return try UserRow(try Self.changed(rows))
      } catch StoreError.changed {
        let role = try rows.only().decode("seenRole", as: Role.self)
        let resource = Resource.user(id, role: role, isColleague: true)
        switch decide(principal, may: .userUpdate, on: resource) {
        case .allow: throw StoreError.changed
        case .refuse(let reason): throw StoreError.refused(reason)
        }
      }
    }
  }

  /// Marks a person as deleted, and ends their sessions.
  ///
  /// - Throws: `StoreError.conflict` where the organisation would be left without an OWNER.
  public func deleteUser(_ id: ID<User>) async throws {
    try await perform(.userDelete, as: Action(.delete, user: id)) { principal, audit in
      UserSQL.delete(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// Brings a person back.
  ///
  /// - Throws: `StoreError.conflict` where somebody else has the name or the e-mail by now.
  public func restoreUser(_ id: ID<User>) async throws {
    try await perform(.userRestore, as: Action(.restore, user: id)) { principal, audit in
      UserSQL.restore(id, principal, audit)
    } read: { _, _ in
    }
  }

  /// The policy's word on how much of a person is shown: STAFF see others by their names.
  private static func checked(_ user: UserRow, for principal: Principal) throws -> UserRow {
    guard principal.role != .staff || user.account == nil || user.id == principal.user else {
      throw StoreError.unexpected("the store showed a person whom the policy refuses")
    }
    return user
  }
}

extension UserSQL.Place {
  /// Reads what a cursor holds.
  init(_ words: [String]) throws(StoreError) {
    guard let role = Role(rawValue: words[0]), let id = ID<User>(words[3]) else {
      throw .invalidCursor
    }
    self.init(role: role, lastName: words[1], firstName: words[2], id: id)
  }
}
