internal import Access
internal import Postgres
internal import Tracing

/// One organisation's data as one person may see it, for the length of one request.
///
/// It cannot be kept, copied or sent elsewhere. Each call is one transaction, and mostly one round
/// trip: the context, the statement with its audit row, and the commit.
public struct TenantScope: ~Copyable {
  let connection: Connection
  let credential: Credential
  let origin: Origin
  let principals: PrincipalCache
  let cursors: CursorSeal

  /// How often a request is begun anew because the person was changed meanwhile.
  private static var attempts: Int { 3 }

  /// Asks the policy, then runs a statement as the person, with its audit row in the same
  /// transaction.
  ///
  /// The database compares the person with the one that the policy was asked about. Where it refuses,
  /// that is recorded before the error is thrown.
  ///
  /// The statement is made anew for each attempt, for the person that it will run as. With
  /// `hidesPlace` a facility that is not the person's is answered as one that is not there: where the
  /// address of a request names it, the two must be one.
  func perform<Value>(
    _ permission: Permission,
    on resource: Resource = .any,
    as action: Action,
    hidesPlace: Bool = false,
    statement: (Principal, AuditSQL) throws -> SQL,
    read: (Principal, Rows) throws -> Value
  ) async throws -> Value {
    for _ in 0..<Self.attempts {
      let known = try await principal()
      let audit = AuditSQL(principal: known.principal, origin: origin)
      do {
        guard case .allow = decide(known.principal, may: permission, on: resource) else {
          try await refuse(known, permission, resource, action, hidesPlace: hidesPlace)
          continue
        }
        var pipeline = Pipeline(transaction: TransactionOptions())
        pipeline.append(ContextSQL.begin(credential, origin, as: known.state))
        let ticket = pipeline.append(
          try statement(known.principal, audit),
          format: .binary
        )
        return try read(known.principal, try await trip(action.verb.rawValue, pipeline)[ticket])
      } catch let error as PostgresError where error.sqlState == ContextSQL.principalChanged {
        principals[credential] = nil
      } catch let error as PostgresError {
        throw try await record(error, of: action, as: known)
      }
    }
    throw StoreError.unavailable
  }

  /// Who acts, as last seen, or as the database says now.
  func principal() async throws -> KnownPrincipal {
    if let known = principals[credential] { return known }
    var pipeline = Pipeline(transaction: TransactionOptions())
    let ticket = pipeline.append(ContextSQL.begin(credential, origin), format: .binary)
    let known: KnownPrincipal
    do {
      let rows = try await trip("PRINCIPAL", pipeline)[ticket]
      known = try KnownPrincipal(try rows.only(), tenant: credential.tenant)
    } catch let error as PostgresError {
      throw StoreError(error)
    }
    principals[credential] = known
    return known
  }

  /// Records a refusal of the policy and throws it; returns when the person is another by now.
  private func refuse(
    _ known: KnownPrincipal,
    _ permission: Permission,
    _ resource: Resource,
    _ action: Action,
    hidesPlace: Bool
  ) async throws {
    guard case .refuse(let reason) = decide(known.principal, may: permission, on: resource) else {
      return
    }
    let audit = AuditSQL(principal: known.principal, origin: origin)
    try await run(audit.insert(action, outcome: .denied, reason: reason.rawValue), as: known)
    throw hidesPlace && reason == .otherFacility ? StoreError.notFound : .refused(reason)
  }

  /// Records that the database refused a statement; what it had done is rolled back.
  private func record(
    _ error: PostgresError,
    of action: Action,
    as known: KnownPrincipal
  ) async throws -> StoreError {
    let meaning = StoreError(error)
    let outcome: Outcome
    switch meaning {
    case .sessionInvalid:
      principals[credential] = nil
      return meaning
    // There is no session to record it with, or it says nothing of the request.
    case .unavailable, .cancelled: return meaning
    case .refused, .notFound: outcome = .denied
    default: outcome = .failure
    }
    let audit = AuditSQL(principal: known.principal, origin: origin)
    let reason = error.sqlState?.code ?? "unsendable"
    try await run(audit.insert(action, outcome: outcome, reason: reason), as: known)
    return meaning
  }

  private func run(_ statement: SQL, as known: KnownPrincipal) async throws {
    var pipeline = Pipeline(transaction: TransactionOptions())
    pipeline.append(ContextSQL.begin(credential, origin, as: known.state))
    pipeline.append(statement)
    do {
      _ = try await trip("AUDIT", pipeline)
    } catch let error as PostgresError where error.sqlState != ContextSQL.principalChanged {
      let meaning = StoreError(error)
      if meaning == .unavailable || meaning == .cancelled || meaning == .timedOut { throw meaning }
      throw StoreError.auditUnwritable("\(error)")
    }
  }

  /// A round trip to the database, as a span of the request's trace.
  private func trip(_ name: String, _ pipeline: Pipeline) async throws -> Pipeline.Results {
    try await withSpan(name, ofKind: .client) { span in
      span.attributes["db.system.name"] = "postgresql"
      return try await connection.run(pipeline)
    }
  }
}
