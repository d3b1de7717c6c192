internal import Access
internal import HTTPTypes
internal import Store

/// Who works where.
enum StaffRoutes {
  static let all = [list, assign, unassign]

  private static let user = Operation.Parameter(
    name: "userId",
    place: .path,
    schema: .uuid,
    isRequired: true,
    description: "Whom."
  )

  static let list = Route(
    method: .get,
    path: "/v1/facilities/{id}/staff",
    access: .permission(.staffRead),
    operation: Operation(
      id: "listFacilityStaff",
      tag: "Staff",
      summary: "Lists the people who work in a facility by last name, first name and id.",
      parameters: [.id, .limit, .cursor],
      success: .init(status: .ok, schema: .reference("StaffPage")),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.staff(of: id, request)
    }
    return .page(page, StaffFields.write)
  }

  static let assign = Route(
    method: .put,
    path: "/v1/facilities/{id}/staff/{userId}",
    access: .permission(.staffAssign),
    operation: Operation(
      id: "assignStaff",
      tag: "Staff",
      summary: "Lets a person work in a facility.",
      description: """
        To do it twice changes nothing. An ADMIN assigns STAFF who work nowhere yet, or in one of the \
        ADMIN's own facilities.
        """,
      parameters: [.id, user],
      success: .init(status: .noContent),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let user: ID<User> = try call.id("userId")
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.assign(user, to: id)
    }
    return .noContent
  }

  static let unassign = Route(
    method: .delete,
    path: "/v1/facilities/{id}/staff/{userId}",
    access: .permission(.staffUnassign),
    operation: Operation(
      id: "unassignStaff",
      tag: "Staff",
      summary: "Ends a person's work in a facility.",
      parameters: [.id, user],
      success: .init(status: .noContent),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Facility> = try call.id()
    let user: ID<User> = try call.id("userId")
    try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.unassign(user, from: id)
    }
    return .noContent
  }
}
