internal import Access
internal import HTTPTypes
internal import Store

/// The residents.
enum ClientRoutes {
  static let all = [list, search, create, read, update, move, delete, restore]

  private static let one = Operation.Success(
    status: .ok,
    schema: .reference("Client"),
    hasETag: true
  )

  static let list = Route(
    method: .get,
    path: "/v1/clients",
    access: .permission(.clientRead),
    operation: Operation(
      id: "listClients",
      tag: "Clients",
      summary: "Lists clients by last name, first name and id.",
      parameters: [.limit, .cursor],
      success: .init(status: .ok, schema: .reference("ClientPage")),
      problems: [.notFound]
    )
  ) { call, store in
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.clients(.all, request)
    }
    return .page(page, ClientFields.write)
  }

  static let search = Route(
    method: .get,
    path: "/v1/clients/search",
    access: .permission(.clientRead),
    operation: Operation(
      id: "searchClients",
      tag: "Clients",
      summary: "Finds clients by any part of their names, also misspelt.",
      description: """
        Whole words come first, then beginnings, then parts; where there is none of these, words \
        that differ in a letter or two. Case, accents and the order of words do not matter.
        """,
      parameters: [
        .init(
          name: "q",
          place: .query,
          schema: .string(searchTerm),
          isRequired: true,
          description: "PHI. A part of a name."
        ),
        .limit,
      ],
      success: .init(status: .ok, schema: .reference("ClientHits"))
    )
  ) { call, store in
    guard let term = call.query["q"], searchTermCheck.allows(term) else {
      throw Problem(
        kind: .invalid,
        fields: [.init(pointer: "q", rule: "value", message: "1 to 100 characters.")]
      )
    }
    let limit = try call.page().limit
    let rows = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.searchClients(term, limit: limit)
    }
    return Answer { writer in
      writer.object { writer in
        writer.name("items")
        writer.array(rows, ClientFields.write)
      }
    }
  }

  private static let searchTerm = Schema.StringRules.anyText(1...100, example: "garcia")
  private static let searchTermCheck = TextCheck(searchTerm)

  static let create = Route(
    method: .post,
    path: "/v1/clients",
    access: .permission(.clientCreate),
    operation: Operation(
      id: "createClient",
      tag: "Clients",
      summary: "Takes a client in.",
      parameters: [.idempotencyKey],
      body: .init(type: .json, schema: .reference("NewClient")),
      success: .init(status: .created, schema: .reference("Client"), hasETag: true),
      problems: [.conflict, .idempotencyMismatch]
    )
  ) { call, store in
    let client = try ClientFields.new(try call.json())
    let key = try call.idempotencyKey(of: "createClient")
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.create(client, key: key)
    }
    return Answer(.created, version: row.version, location: "/v1/clients/\(row.id)") { writer in
      ClientFields.write(&writer, row)
    }
  }

  static let read = Route(
    method: .get,
    path: "/v1/clients/{id}",
    access: .permission(.clientRead),
    operation: Operation(
      id: "readClient",
      tag: "Clients",
      summary: "Reads a client's record.",
      parameters: [.id],
      success: one,
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.client(id)
    }
    return Answer(version: row.version) { ClientFields.write(&$0, row) }
  }

  static let update = Route(
    method: .patch,
    path: "/v1/clients/{id}",
    access: .permission(.clientUpdate),
    operation: Operation(
      id: "updateClient",
      tag: "Clients",
      summary: "Changes a client's record.",
      parameters: [.id, .ifMatch],
      body: .init(type: .mergePatch, schema: .reference("ClientChange")),
      success: one,
      problems: [.notFound, .conflict, .preconditionFailed, .preconditionRequired]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    let change = try ClientFields.change(try call.json(.mergePatch))
    let version = try call.version()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.update(id, change, ifVersion: version)
    }
    return Answer(version: row.version) { ClientFields.write(&$0, row) }
  }

  static let move = Route(
    method: .post,
    path: "/v1/clients/{id}/move",
    access: .permission(.clientMove),
    operation: Operation(
      id: "moveClient",
      tag: "Clients",
      summary: "Moves a client to another facility.",
      description: "Needs rights on both facilities.",
      parameters: [.id, .ifMatch],
      body: .init(type: .json, schema: .reference("ClientMove")),
      success: one,
      problems: [.notFound, .conflict, .preconditionFailed, .preconditionRequired]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    var body = try BodyReader(try call.json())
    let facility = body.required(ClientFields.facility)
    try body.finish()
    guard let facility else { throw Problem(kind: .invalid) }
    let version = try call.version()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.move(id, to: facility, ifVersion: version)
    }
    return Answer(version: row.version) { ClientFields.write(&$0, row) }
  }

  static let delete = Route(
    method: .delete,
    path: "/v1/clients/{id}",
    access: .permission(.clientDelete),
    operation: Operation(
      id: "deleteClient",
      tag: "Clients",
      summary: "Removes a client; an OWNER can bring them back.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.deleteClient(id)
    }
    return .noContent
  }

  static let restore = Route(
    method: .post,
    path: "/v1/clients/{id}/restore",
    access: .permission(.clientRestore),
    operation: Operation(
      id: "restoreClient",
      tag: "Clients",
      summary: "Brings a removed client back.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound, .conflict]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.restoreClient(id)
    }
    return .noContent
  }
}
