public import Access
internal import Postgres

extension TenantScope {
  /// A page of what people did, newest first. That it was read is in the log from then on.
  public func actions(
    _ query: AuditQuery,
    _ request: PageRequest,
    isExport: Bool = false
  ) async throws -> AuditPage<ActionRow> {
    var query = query
    let words = ["actions", isExport ? "export" : ""] + query.words
    let verb: Action.Verb = isExport ? .exportAudit : .readAudit
    return try await perform(
      isExport ? .auditExport : .auditRead,
      as: AuditLogSQL.reading(query, verb)
    ) { principal, audit in
      let place = try openAudit(request, .init(principal: principal, query: words))
      if let place { query.period = place.period }
      return AuditLogSQL.actions(
        query,
        after: place,
        limit: request.limit,
        as: verb,
        principal,
        audit
      )
    } read: { principal, rows in
      let page = try page(rows, request, .init(principal: principal, query: words)) { row in
        let row = try ActionRow(row)
        try Self.check(row.user, row.facility, for: principal)
        return row
      } place: {
        AuditPlace(createdAt: $0.createdAt, id: $0.id.uuid, period: query.period).words
      }
      return AuditPage(page: page, period: query.period)
    }
  }

  /// A page of what became of records, newest first. That it was read is in the log from then on.
  public func changes(
    _ query: AuditQuery,
    _ request: PageRequest,
    isExport: Bool = false
  ) async throws -> AuditPage<ChangeRow> {
    var query = query
    let words = ["changes", isExport ? "export" : ""] + query.words
    let verb: Action.Verb = isExport ? .exportAudit : .readAudit
    return try await perform(
      isExport ? .auditExport : .auditRead,
      as: AuditLogSQL.reading(query, verb)
    ) { principal, audit in
      let place = try openAudit(request, .init(principal: principal, query: words))
      if let place { query.period = place.period }
      return AuditLogSQL.changes(
        query,
        after: place,
        limit: request.limit,
        as: verb,
        principal,
        audit
      )
    } read: { principal, rows in
      let page = try page(rows, request, .init(principal: principal, query: words)) { row in
        let row = try ChangeRow(row)
        try Self.check(row.user, row.facility, for: principal)
        return row
      } place: {
        AuditPlace(createdAt: $0.createdAt, id: $0.id.uuid, period: query.period).words
      }
      return AuditPage(page: page, period: query.period)
    }
  }

  /// A page of what was done with a resident's record, newest first, as far as the person may read
  /// the logs.
  ///
  /// - Throws: `StoreError.notFound` where there is no such resident, or none that is the person's.
  public func history(
    of client: ID<Client>,
    in period: Period,
    _ request: PageRequest
  ) async throws -> AuditPage<HistoryRow> {
    var period = period
    let words = ["history", "\(client)"]
    return try await perform(.auditRead, as: Action(.readAudit, client: client)) {
      principal,
      audit in
      let place = try openAudit(request, .init(principal: principal, query: words))
      if let place { period = place.period }
      return HistorySQL.client(
        client,
        in: period,
        after: place,
        limit: request.limit,
        principal,
        audit
      )
    } read: { principal, rows in
      let rows = try Self.present(rows)
      let page = try page(rows, request, .init(principal: principal, query: words)) { row in
        try HistoryRow(row)
      } place: {
        AuditPlace(createdAt: $0.createdAt, id: $0.id.uuid, period: period).words
      }
      return AuditPage(page: page, period: period)
    }
  }

  private func openAudit(
    _ request: PageRequest,
    _ purpose: CursorSeal.Purpose
  ) throws -> AuditPlace? {
    try open(request, purpose, words: 4).map { try AuditPlace($0) }
  }

  /// The policy's word on a row that the database has let through: they never differ.
  private static func check(
    _ actor: ID<User>?,
    _ facility: ID<Facility>?,
    for principal: Principal
  ) throws {
    let resource = Resource.audit(actor: actor, facility: facility)
    guard decide(principal, may: .auditRead, on: resource).isAllowed else {
      throw StoreError.unexpected("the database showed an audit row that the policy refuses")
    }
  }
}
