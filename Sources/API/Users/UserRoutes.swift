internal import Access
internal import HTTPTypes
internal import Store

/// The organisation's people.
enum UserRoutes {
  static let all = [list, create, me, read, update, delete, restore]

  private static let one = Operation.Success(
    status: .ok,
    schema: .reference("User"),
    hasETag: true
  )

  private static let role = Operation.Parameter(
    name: "role",
    place: .query,
    schema: .oneOf(Role.allCases.map(\.rawValue)),
    description: "Only people of this role."
  )

  static let list = Route(
    method: .get,
    path: "/v1/users",
    access: .permission(.userRead),
    operation: Operation(
      id: "listUsers",
      tag: "Users",
      summary: "Lists people by role, last name, first name and id.",
      description: """
        An OWNER's are all of the organisation, others' themselves and those who work in the same \
        facilities. STAFF read names and roles.
        """,
      parameters: [role, .limit, .cursor],
      success: .init(status: .ok, schema: .reference("UserPage")),
      problems: [.notFound]
    )
  ) { call, store in
    let request = try call.page()
    let role = try call.word("role", Role.self)
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.users(role: role, request)
    }
    return .page(page, UserFields.write)
  }

  static let create = Route(
    method: .post,
    path: "/v1/users",
    access: .permission(.userCreate),
    operation: Operation(
      id: "createUser",
      tag: "Users",
      summary: "Makes an account.",
      description: """
        An ADMIN makes STAFF, and sees them again once they are assigned to one of the ADMIN's \
        facilities.
        """,
      parameters: [.idempotencyKey],
      body: .init(type: .json, schema: .reference("NewUser")),
      success: .init(status: .created, schema: .reference("User"), hasETag: true),
      problems: [.conflict, .idempotencyMismatch]
    )
  ) { call, store in
    let user = try UserFields.new(try call.json())
    let key = try call.idempotencyKey(of: "createUser")
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.create(user, key: key)
    }
    return Answer(.created, version: row.version, location: "/v1/users/\(row.id)") {
      UserFields.write(&$0, row)
    }
  }

  static let me = Route(
    method: .get,
    path: "/v1/users/me",
    access: .permission(.userRead),
    operation: Operation(
      id: "readMe",
      tag: "Users",
      summary: "Reads the record of whoever asks.",
      success: one
    )
  ) { call, store in
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.me()
    }
    return Answer(version: row.version) { UserFields.write(&$0, row) }
  }

  static let read = Route(
    method: .get,
    path: "/v1/users/{id}",
    access: .permission(.userRead),
    operation: Operation(
      id: "readUser",
      tag: "Users",
      summary: "Reads a person's record.",
      description: "STAFF read of others the name and the role, which come without an ETag.",
      parameters: [.id],
      success: one,
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<User> = try call.id()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.user(id)
    }
    return Answer(version: row.version) { UserFields.write(&$0, row) }
  }

  static let update = Route(
    method: .patch,
    path: "/v1/users/{id}",
    access: .permission(.userUpdate),
    operation: Operation(
      id: "updateUser",
      tag: "Users",
      summary: "Changes a person's record.",
      description: """
        Everybody may change their own, an ADMIN also that of STAFF in their facilities. Roles and \
        permissions are an OWNER's to change.
        """,
      parameters: [.id, .ifMatch],
      body: .init(type: .mergePatch, schema: .reference("UserChange")),
      success: one,
      problems: [.notFound, .conflict, .preconditionFailed, .preconditionRequired]
    )
  ) { call, store in
    let id: ID<User> = try call.id()
    let change = try UserFields.change(try call.json(.mergePatch))
    let version = try call.version()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.update(id, change, ifVersion: version)
    }
    return Answer(version: row.version) { UserFields.write(&$0, row) }
  }

  static let delete = Route(
    method: .delete,
    path: "/v1/users/{id}",
    access: .permission(.userDelete),
    operation: Operation(
      id: "deactivateUser",
      tag: "Users",
      summary: "Ends a person's account and sessions; an OWNER can bring it back.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound, .conflict]
    )
  ) { call, store in
    let id: ID<User> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.deleteUser(id)
    }
    return .noContent
  }

  static let restore = Route(
    method: .post,
    path: "/v1/users/{id}/restore",
    access: .permission(.userRestore),
    operation: Operation(
      id: "restoreUser",
      tag: "Users",
      summary: "Brings a person's account back; they sign in anew.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound, .conflict]
    )
  ) { call, store in
    let id: ID<User> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.restoreUser(id)
    }
    return .noContent
  }
}
