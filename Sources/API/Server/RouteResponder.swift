internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store

/// The stages that a request to a known address passes: its query and body are read, it is
/// authenticated, and the route's own work is done, which asks the policy and the database.
struct RouteResponder: Sendable {
  let route: Route
  let store: Store
  let tokens: TokenKeys
  let options: APIOptions

  func respond(
    to request: Hummingbird.Request,
    _ context: APIContext,
    id: ID<Access.Request>
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
        request: id,
        address: context.peer?.ipAddress,
        userAgent: request.headers[.userAgent]
      )
    )
    if case .permission = route.access {
      call.credentialIfAny = try await authenticate(request.head)
    }
    call.body = try await body(of: request)
    return try await route.handle(call, store)
  }

  /// RFC 6750, section 2.1
  private func authenticate(_ head: HTTPRequest) async throws -> Credential {
    let headers = head.headerFields[values: .authorization]
    let words = headers.count == 1 ? headers[0].split(separator: " ") : []
    guard words.count == 2, words[0].lowercased() == "bearer",
      let token = await tokens.verify(String(words[1]))
    else { throw Problem(kind: .unauthenticated) }
    return Credential(tenant: token.tenant, token: token.secret)
  }

  private func body(of request: Hummingbird.Request) async throws -> [UInt8] {
    do {
      let buffer = try await request.body.collect(upTo: options.bodyLimitBytes)
      return Array(buffer.readableBytesView)
    } catch is NIOTooManyBytesError {
      throw Problem(kind: .bodyTooLarge)
    }
  }
}
