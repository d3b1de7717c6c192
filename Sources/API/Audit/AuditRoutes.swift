internal import Access
internal import HTTPTypes
internal import Store

/// The audit logs. Reading them is in them.
enum AuditRoutes {
  static let all = [actions, changes, export, history]

  private static let whose = """
    An OWNER reads everything of the organisation, an ADMIN what they did and what is of their \
    facilities, STAFF what they did. Newest first; the period is the first page's for all of them, and \
    the header `Audit-Period` says which it was.
    """

  private static let actionRules = Schema.StringRules(
    lengths: 1...50,
    pattern: "^[A-Z]+(_[A-Z]+)*$",
    example: "READ"
  )
  private static let actionCheck = TextCheck(actionRules)

  static let actions = Route(
    method: .get,
    path: "/v1/audit/actions",
    access: .permission(.auditRead),
    operation: Operation(
      id: "listActions",
      tag: "Audit",
      summary: "Lists what people did, tried, and were refused.",
      description: whose,
      parameters: [
        .from, .to, .actor, .client, .facility,
        .init(
          name: "action",
          place: .query,
          schema: .string(actionRules),
          description: "Only this action."
        ),
        .limit, .cursor,
      ],
      success: .init(status: .ok, schema: .reference("ActionPage"), hasPeriod: true),
      problems: [.notFound]
    )
  ) { call, store in
    let query = try call.auditQuery(action: try call.text("action", actionCheck))
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.actions(query, request)
    }
    return .auditPage(page, AuditFields.write)
  }

  static let changes = Route(
    method: .get,
    path: "/v1/audit/changes",
    access: .permission(.auditRead),
    operation: Operation(
      id: "listChanges",
      tag: "Audit",
      summary: "Lists what changed in records, from what to what.",
      description: whose,
      parameters: [
        .from, .to, .actor, .client, .facility,
        .init(
          name: "operation",
          place: .query,
          schema: .oneOf(Change.allCases.map(\.rawValue)),
          description: "Only changes of this kind."
        ),
        .limit, .cursor,
      ],
      success: .init(status: .ok, schema: .reference("ChangePage"), hasPeriod: true),
      problems: [.notFound]
    )
  ) { call, store in
    let query = try call.auditQuery(action: try call.word("operation", Change.self)?.rawValue)
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.changes(query, request)
    }
    return .auditPage(page, AuditFields.write)
  }

  enum Change: String, CaseIterable {
    case insert = "INSERT"
    case update = "UPDATE"
    case delete = "DELETE"
  }

  static let export = Route(
    method: .get,
    path: "/v1/audit/export",
    access: .permission(.auditExport),
    operation: Operation(
      id: "exportAudit",
      tag: "Audit",
      summary: "Takes an audit log out, as JSON Lines or as CSV.",
      description: """
        Up to \(PageRequest.exportMaximum) rows, newest first. Where there are more, the header `Link` \
        leads to the next ones (`rel="next"`). In the CSV no value is a formula: what would begin one \
        has an apostrophe before it, and control characters are shown by their numbers.
        """,
      parameters: [
        .init(
          name: "log",
          place: .query,
          schema: .oneOf(AuditExport.Log.allCases.map(\.rawValue)),
          description: "Which log. Default `actions`."
        ),
        .init(
          name: "format",
          place: .query,
          schema: .oneOf(AuditExport.Format.allCases.map(\.rawValue)),
          description: "Default `jsonl`."
        ),
        .from, .to, .cursor,
      ],
      success: .init(
        status: .ok,
        schema: .string(.init()),
        hasPeriod: true,
        contentType: AuditExport.Format.jsonl.contentType
      ),
      problems: [.notFound]
    )
  ) { call, store in
    let export = AuditExport(
      log: try call.word("log") ?? .actions,
      format: try call.word("format") ?? .jsonl
    )
    let query = try call.auditQuery(action: nil)
    let request = PageRequest(ofExportAfter: call.query["cursor"].map(Cursor.init(text:)))
    let log = export.log
    return try await store.withScope(for: try call.credential, from: call.origin) { scope in
      switch log {
      case .actions: export.answer(try await scope.actions(query, request, isExport: true))
      case .changes: export.answer(try await scope.changes(query, request, isExport: true))
      }
    }
  }

  static let history = Route(
    method: .get,
    path: "/v1/clients/{id}/history",
    access: .permission(.auditRead),
    operation: Operation(
      id: "readClientHistory",
      tag: "Clients",
      summary: "Lists who saw and changed a client's record, lists and searches included.",
      description: whose,
      parameters: [.id, .from, .to, .limit, .cursor],
      success: .init(status: .ok, schema: .reference("HistoryPage"), hasPeriod: true),
      problems: [.notFound]
    )
  ) { call, store in
    let id: ID<Client> = try call.id()
    let period = try call.period()
    let request = try call.page()
    let page = try await store.withScope(for: try call.credential, from: call.origin) { scope in
      try await scope.history(of: id, in: period, request)
    }
    return .auditPage(page, AuditFields.write)
  }
}
