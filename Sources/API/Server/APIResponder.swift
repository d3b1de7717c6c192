internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store

/// Answers every request: sees that it ends in time, finds its route, turns whatever goes wrong into a
/// problem, and adds what every answer carries.
struct APIResponder: HTTPResponder {
  typealias Context = APIContext

  private let router: any HTTPResponder<APIContext>
  private let paths: PathTable
  private let options: APIOptions
  private let underway: Underway
  private let metrics: RequestMetrics
  private let cors: CORS
  private let logger: Logger

  init(
    routes: [Route],
    store: Store,
    serving: Serving,
    options: APIOptions,
    underway: Underway,
    logger: Logger
  ) {
    self.options = options
    self.underway = underway
    self.logger = logger
    metrics = RequestMetrics()
    cors = CORS(origins: options.corsOrigins)
    paths = PathTable(routes)
    router = Self.router(
      routes,
      store,
      serving,
      RequestLimits(options, metrics: metrics, logger: logger)
    )
  }

  private static func router(
    _ routes: [Route],
    _ store: Store,
    _ serving: Serving,
    _ limits: RequestLimits
  ) -> any HTTPResponder<APIContext> {
    let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
    for route in routes {
      let responder = RouteResponder(route: route, store: store, serving: serving, limits: limits)
      router.on(RouterPath(route.path), method: route.method) { request, context in
        guard let provenance = context.provenance else {
          preconditionFailure("A request has its provenance before it is routed.")
        }
        return try await responder.respond(to: request, context, from: provenance).response
      }
    }
    return router.buildResponder()
  }

  func respond(to request: Hummingbird.Request, context: APIContext) async throws -> Response {
    let start = ContinuousClock.now
    let provenance = Provenance(
      peer: context.peer,
      headers: request.headers,
      proxies: options.trustedProxies,
      isTLS: options.tls != nil
    )
    var placed = context
    placed.provenance = provenance
    var response = await RequestSpan.run(request, placed) { [placed] in
      await inTime(request, placed)
    }
    for field in Self.everywhere where response.headers[field.name] == nil {
      response.headers.append(field)
    }
    if provenance.isSecure { response.headers.append(Self.onlySecure) }
    cors.mark(&response, to: request)
    response.headers[.requestID] = "\(provenance.id)"
    // The router leaves out the bodies of what it found, but not those of refusals: a client that does not
    // expect one would read it as the next answer (RFC 9112, section 6.3).
    if request.method == .head { response = response.createHeadResponse() }
    tell(of: request, context, provenance, response, ContinuousClock.now - start)
    return response
  }

  /// Ends with an answer within the time limit, and for a caller who has gone.
  private func inTime(_ request: Hummingbird.Request, _ context: APIContext) async -> Response {
    do {
      // Whether the server lives is answered however much it has to do.
      let isCounted = !request.uri.path.hasPrefix("/health/")
      let response = try await underway.run(
        on: context.connection,
        within: options.requestTimeLimit,
        isCounted: isCounted
      ) {
        await answer(request, context)
      }
      if let response { return response }
      metrics.recordShedding()
      return Answer(Problem(kind: .unavailable, headers: [.retryAfter: "1"])).response
    } catch {
      // The rest of a body that came too slowly is not waited for.
      var problem = Problem(kind: .timedOut)
      problem.headers[.connection] = "close"
      return Answer(problem).response
    }
  }

  private func answer(_ request: Hummingbird.Request, _ context: APIContext) async -> Response {
    do {
      if let preflight = cors.preflight(request) { return preflight }
      guard Path.isPlain(request.head.path ?? "") else {
        throw Problem(kind: .malformedRequest, detail: "The path is not written plainly.")
      }
      // The first one is not among the fields any more (RFC 9112, section 3.2).
      guard request.headers[.named("host")] == nil else {
        throw Problem(kind: .malformedRequest, detail: "A header field stands twice.")
      }
      for name in Self.singular where request.headers[values: name].count > 1 {
        throw Problem(kind: .malformedRequest, detail: "A header field stands twice.")
      }
      let response = try await router.respond(to: request, context: context)
      guard context.endpointPath != Self.noRoute else { throw unrouted(request.head.path ?? "") }
      return response
    } catch let problem as Problem {
      return Answer(problem).response
    } catch let error as HTTPError where error.status == .notFound {
      return Answer(Problem(kind: .notFound)).response
    } catch is CancellationError {
      return Answer(Problem(kind: .unavailable)).response
    } catch {
      logger.error(
        "unexpected failure",
        metadata: [
          "id": "\(context.provenance?.id.description ?? "")", "what": "\(type(of: error))",
        ]
      )
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

  /// What a log names as it is; of other methods there are as many as callers think of.
  private static let methods: [HTTPRequest.Method] = [
    .get, .head, .post, .put, .patch, .delete, .options,
  ]

  /// Fields that say one thing: two of them are two requests to two readers. Two tokens are none.
  private static let singular: [HTTPField.Name] = [
    .contentType, .contentLength, .ifMatch, .requestID, .named("idempotency-key"),
  ]

  private func tell(
    of request: Hummingbird.Request,
    _ context: APIContext,
    _ provenance: Provenance,
    _ response: Response,
    _ duration: Duration
  ) {
    let route = context.endpointPath.flatMap { $0 == Self.noRoute ? nil : $0 } ?? "none"
    let status = Int(response.status.code)
    let method = Self.methods.contains(request.method) ? request.method.rawValue : "OTHER"
    metrics.record(method, route, status, duration)
    var metadata: Logger.Metadata = [
      "id": "\(provenance.id)", "method": "\(method)", "route": "\(route)", "status": "\(status)",
      "microseconds": "\(Int(duration / .microseconds(1)))",
    ]
    if let tenant = context.facts.tenant { metadata["tenant"] = "\(tenant)" }
    logger.info("request", metadata: metadata)
  }

  /// What every answer carries: health records are kept by nobody on the way, and shown in no frame.
  private static let everywhere: [HTTPField] = [
    HTTPField(name: .cacheControl, value: "no-store"),
    HTTPField(name: .contentSecurityPolicy, value: "default-src 'none'; frame-ancestors 'none'"),
    HTTPField(name: .xContentTypeOptions, value: "nosniff"),
    HTTPField(name: .referrerPolicy, value: "no-referrer"),
  ]

  /// RFC 6797, section 7.2: not over plain HTTP.
  private static let onlySecure = HTTPField(
    name: .strictTransportSecurity,
    value: "max-age=63072000; includeSubDomains"
  )
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
  static var link: Self { named("link") }

  /// A name that is known to be well-formed.
  static func named(_ name: StaticString) -> Self {
    guard let name = Self("\(name)") else { preconditionFailure("\(name) is no field's name") }
    return name
  }
}
