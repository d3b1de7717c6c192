internal import Access
internal import HTTPTypes
internal import Store

/// The houses.
enum FacilityRoutes {
  static let all = [list, create, read, update, delete, restore, clients]

  private static let one = Operation.Success(
    status: .ok,
    schema: .reference("Facility"),
    hasETag: true
  )

  static let list = Route(
    method: .get,
    path: "/v1/facilities",
    access: .permission(.facilityRead),
    operation: Operation(
      id: "listFacilities",
      tag: "Facilities",
      summary: "Lists facilities by name.",
      description: "An OWNER's are all of the organisation, others' those that they work in.",
      parameters: [.limit, .cursor],
      success: .init(status: .ok, schema: .reference("FacilityPage")),
      problems: [.notFound]
    )
  ) { call, store in
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.facilities(request)
    }
    return .page(page, FacilityFields.write)
  }

  static let create = Route(
    method: .post,
    path: "/v1/facilities",
    access: .permission(.facilityCreate),
    operation: Operation(
      id: "createFacility",
      tag: "Facilities",
      summary: "Opens a facility.",
      parameters: [.idempotencyKey],
      body: .init(type: .json, schema: .reference("NewFacility")),
      success: .init(status: .created, schema: .reference("Facility"), hasETag: true),
      problems: [.conflict, .idempotencyMismatch]
    )
  ) { call, store in
    let facility = try FacilityFields.new(try call.json())
    let key = try call.idempotencyKey(of: "createFacility")
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.create(facility, key: key)
    }
    return Answer(.created, version: row.version, location: "/v1/facilities/\(row.id)") {
      FacilityFields.write(&$0, row)
    }
  }

  static let read = Route(
    method: .get,
    path: "/v1/facilities/{id}",
    access: .permission(.facilityRead),
    operation: Operation(
      id: "readFacility",
      tag: "Facilities",
      summary: "Reads a facility's record.",
      parameters: [.id],
      success: one,
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.facility(id)
    }
    return Answer(version: row.version) { FacilityFields.write(&$0, row) }
  }

  static let update = Route(
    method: .patch,
    path: "/v1/facilities/{id}",
    access: .permission(.facilityUpdate),
    operation: Operation(
      id: "updateFacility",
      tag: "Facilities",
      summary: "Changes a facility's record.",
      parameters: [.id, .ifMatch],
      body: .init(type: .mergePatch, schema: .reference("FacilityChange")),
      success: one,
      problems: [.notFound, .conflict, .preconditionFailed, .preconditionRequired]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let change = try FacilityFields.change(try call.json(.mergePatch))
    let version = try call.version()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.update(id, change, ifVersion: version)
    }
    return Answer(version: row.version) { FacilityFields.write(&$0, row) }
  }

  static let delete = Route(
    method: .delete,
    path: "/v1/facilities/{id}",
    access: .permission(.facilityDelete),
    operation: Operation(
      id: "deleteFacility",
      tag: "Facilities",
      summary: "Closes a facility in which no clients live; it can be brought back.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound, .conflict]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.deleteFacility(id)
    }
    return .noContent
  }

  static let restore = Route(
    method: .post,
    path: "/v1/facilities/{id}/restore",
    access: .permission(.facilityRestore),
    operation: Operation(
      id: "restoreFacility",
      tag: "Facilities",
      summary: "Brings a closed facility back.",
      parameters: [.id],
      success: .init(status: .noContent),
      problems: [.notFound, .conflict]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.restoreFacility(id)
    }
    return .noContent
  }

  static let clients = Route(
    method: .get,
    path: "/v1/facilities/{id}/clients",
    access: .permission(.clientRead),
    operation: Operation(
      id: "listFacilityClients",
      tag: "Facilities",
      summary: "Lists the clients of a facility by last name, first name and id.",
      parameters: [.id, .limit, .cursor],
      success: .init(status: .ok, schema: .reference("ClientPage")),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.clients(.facility(id), request)
    }
    return .page(page, ClientFields.write)
  }
}
