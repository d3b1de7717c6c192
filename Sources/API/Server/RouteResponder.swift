internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store

/// The stages that a request to a known address passes: its query and body are read, it is
/// authenticated and counted, and the route's own work is done, which asks the policy and the database.
struct RouteResponder: Sendable {
  let route: Route
  let store: Store
  let serving: Serving
  let limits: RequestLimits

  func respond(
    to request: Hummingbird.Request,
    _ context: APIContext,
    from provenance: Provenance
  ) async throws -> Answer {
    let query = try Query(request.uri.query)
    try query.expect(only: route.operation.queryNames)
    var call = Call(
      head: request.head,
      path: Dictionary(
        context.parameters.map { (String($0.key), String($0.value)) },
        uniquingKeysWith: { first, _ in first }
      ),
      query: query,
      body: [],
      credentialIfAny: nil,
      origin: Origin(
        request: provenance.id,
        address: provenance.address,
        userAgent: request.headers[.userAgent]
      ),
      serving: serving
    )
    guard case .permission = route.access else {
      call.body = try await body(of: request)
      return try await route.handle(call, store)
    }
    guard serving.readiness.isServing else {
      throw Problem(kind: .unavailable, headers: [.retryAfter: "5"])
    }
    let token = try await authenticate(request.head)
    context.facts.tenant = token.tenant
    call.credentialIfAny = Credential(tenant: token.tenant, token: token.secret)
    let counted = try limits.rates.admit(token.tenant, token.user)
    do {
      // Before the gate: whoever sends slowly holds up nobody.
      call.body = try await body(of: request)
      var answer = try await work(call, for: token.tenant)
      answer.headers.append(contentsOf: counted)
      return answer
    } catch let error as StoreError {
      if case .unexpected(let what) = error { limits.failure(what, provenance.id) }
      if case .auditUnwritable(let what) = error { limits.auditFailure(what, provenance.id) }
      throw told(Problem(error), token, provenance, counted)
    } catch let problem as Problem {
      throw told(problem, token, provenance, counted)
    }
  }

  /// A refusal of a signed-in person's request, with what was counted of them.
  private func told(
    _ problem: Problem,
    _ token: AccessToken,
    _ provenance: Provenance,
    _ counted: HTTPFields
  ) -> Problem {
    if problem.kind == .notFound {
      limits.notFound(by: token.user, of: token.tenant, provenance.id)
    }
    var problem = problem
    problem.headers.append(contentsOf: counted)
    return problem
  }

  private func work(_ call: Call, for tenant: ID<Tenant>) async throws -> Answer {
    guard let gate = limits.gate else { return try await route.handle(call, store) }
    return try await gate.pass(tenant) { try await route.handle(call, store) }
  }

  /// RFC 6750, section 2.1
  private func authenticate(_ head: HTTPRequest) async throws -> AccessToken {
    let headers = head.headerFields[values: .authorization]
    let words = headers.count == 1 ? headers[0].split(separator: " ") : []
    guard words.count == 2, words[0].lowercased() == "bearer",
      let token = await serving.tokens.verify(String(words[1]))
    else { throw Problem(kind: .unauthenticated) }
    return token
  }

  private func body(of request: Hummingbird.Request) async throws -> [UInt8] {
    do {
      let buffer = try await request.body.collect(upTo: limits.bodyLimitBytes)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem(kind: .bodyTooLarge)
    } catch let error as CancellationError {
      throw error
    } catch {
      // Its end cannot be told, or it broke off: nothing after it is to be read either.
      throw Problem(
        kind: .malformedRequest,
        detail: "The body cannot be read.",
        headers: [.connection: "close"]
      )
    }
  }
}
