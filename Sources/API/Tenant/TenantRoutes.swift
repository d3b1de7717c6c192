internal import Access
internal import HTTPTypes
internal import Store

/// The organisation itself.
enum TenantRoutes {
  static let all = [read, update]

  private static let one = Operation.Success(
    status: .ok,
    schema: .reference("Tenant"),
    hasETag: true
  )

  static let read = Route(
    method: .get,
    path: "/v1/tenant",
    access: .permission(.tenantRead),
    operation: Operation(
      id: "readTenant",
      tag: "Tenant",
      summary: "Reads the organisation's record.",
      description: "Others than an OWNER read the name, which comes without an ETag.",
      success: one
    )
  ) { call, store in
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.tenant()
    }
    return Answer(version: row.version) { TenantFields.write(&$0, row) }
  }

  static let update = Route(
    method: .patch,
    path: "/v1/tenant",
    access: .permission(.tenantUpdate),
    operation: Operation(
      id: "updateTenant",
      tag: "Tenant",
      summary: "Changes the organisation's settings.",
      parameters: [.ifMatch],
      body: .init(type: .mergePatch, schema: .reference("TenantChange")),
      success: one,
      problems: [.preconditionFailed, .preconditionRequired]
    )
  ) { call, store in
    let patch = try TenantFields.change(try call.json(.mergePatch))
    let version = try call.version()
    let row = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.updateTenant(settings: patch, ifVersion: version)
    }
    return Answer(version: row.version) { TenantFields.write(&$0, row) }
  }
}
