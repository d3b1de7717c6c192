internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store

/// Answers every request: finds its route, turns whatever goes wrong into a problem, and adds what
/// every answer carries.
struct APIResponder: HTTPResponder {
  typealias Context = APIContext

  private let router: any HTTPResponder<APIContext>
  private let paths: PathTable
  private let logger: Logger

  init(routes: [Route], store: Store, tokens: TokenKeys, options: APIOptions, logger: Logger) {
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    for route in routes {
      let responder = RouteResponder(route: route, store: store, tokens: tokens, options: options)
      router.on(RouterPath(route.path), method: route.method) { request, context in
        try await responder.respond(to: request, context, id: context.id).response
      }
    }
    self.router = router.buildResponder()
    paths = PathTable(routes)
    self.logger = logger
  }

  func respond(to request: Hummingbird.Request, context: APIContext) async throws -> Response {
    let start = ContinuousClock.now
    var response = await answer(request, context)
    for field in Self.everywhere where response.headers[field.name] == nil {
      response.headers.append(field)
    }
    response.headers[.requestID] = "\(context.id)"
    logger.info(
      "request",
      metadata: [
        "id": "\(context.id)",
        "method": "\(request.method)",
        "route": "\(context.endpointPath ?? "none")",
        "status": "\(response.status.code)",
        "microseconds": "\((ContinuousClock.now - start) / .microseconds(1))",
      ]
    )
    return response
  }

  private func answer(_ request: Hummingbird.Request, _ context: APIContext) async -> Response {
    do {
      guard Path.isPlain(request.head.path ?? "") else {
        throw Problem(kind: .malformedRequest, detail: "The path is not written plainly.")
      }
      let response = try await router.respond(to: request, context: context)
      guard context.endpointPath != Self.noRoute else { throw unrouted(request.head.path ?? "") }
      return response
    } catch let problem as Problem {
      return Answer(problem).response
    } catch let error as StoreError {
      if case .unexpected(let what) = error { log(what, context) }
      return Answer(Problem(error)).response
    } catch let error as HTTPError where error.status == .notFound {
      return Answer(Problem(kind: .notFound)).response
    } catch {
      log("\(type(of: error))", context)
      return Answer(Problem(kind: .internalError)).response
    }
  }

  /// What the router calls the route of an address or a method that it does not know; it answers for
  /// these itself, without a body.
  private static let noRoute = "NotFound"

  private func unrouted(_ path: String) -> Problem {
    guard let methods = paths.methods(of: path) else { return Problem(kind: .notFound) }
    let allowed = Set(methods.map(\.rawValue)).sorted().joined(separator: ", ")
    return Problem(kind: .methodNotAllowed, headers: [.allow: allowed])
  }

  private func log(_ what: String, _ context: APIContext) {
    logger.error("unexpected failure", metadata: ["id": "\(context.id)", "what": "\(what)"])
  }

  /// What every answer carries: health records are kept by nobody on the way, and shown in no frame.
  private static let everywhere: [HTTPField] = [
    HTTPField(name: .cacheControl, value: "no-store"),
    HTTPField(name: .contentSecurityPolicy, value: "default-src 'none'; frame-ancestors 'none'"),
    HTTPField(name: .strictTransportSecurity, value: "max-age=63072000; includeSubDomains"),
    HTTPField(name: .xContentTypeOptions, value: "nosniff"),
    HTTPField(name: .referrerPolicy, value: "no-referrer"),
  ]
}

extension Answer {
  var response: Response {
    var headers = headers
    headers[.contentLength] = String(body.count)
    return Response(
      status: status,
      headers: headers,
      body: body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }
}

/// Paths that only have one reading.
enum Path {
  static func isPlain(_ path: String) -> Bool {
    let path = path.prefix { $0 != "?" }
    guard path.hasPrefix("/"), !path.contains("//"), !path.contains("\\"), !path.contains("%")
    else { return false }
    return !path.split(separator: "/").contains { $0 == "." || $0 == ".." }
  }
}

extension HTTPField.Name {
  static var requestID: Self { named("x-request-id") }
  static var referrerPolicy: Self { named("referrer-policy") }
  static var retryAfter: Self { named("retry-after") }
  static var link: Self { named("link") }

  /// A name that is known to be well-formed.
  static func named(_ name: StaticString) -> Self {
    guard let name = Self("\(name)") else { preconditionFailure("\(name) is no field's name") }
    return name
  }
}
