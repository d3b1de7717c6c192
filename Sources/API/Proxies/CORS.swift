internal import HTTPTypes
internal import Hummingbird

/// Which pages of other origins may read answers (Fetch, section 3.2). None, unless they were named.
struct CORS: Sendable {
  var origins: Set<String>

  /// The answer to the question that a browser asks first; nil for every other request.
  func preflight(_ request: Hummingbird.Request) -> Response? {
    guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
      allowed(request) != nil
    else { return nil }
    return Response(
      status: .noContent,
      headers: [
        .accessControlAllowMethods: "GET, POST, PATCH, PUT, DELETE",
        .accessControlAllowHeaders: "Authorization, Content-Type, If-Match, Idempotency-Key",
        .accessControlMaxAge: "600",
      ]
    )
  }

  /// Tells the browser that the page may read the answer.
  func mark(_ response: inout Response, to request: Hummingbird.Request) {
    guard !origins.isEmpty else { return }
    response.headers.append(HTTPField(name: .vary, value: "Origin"))
    guard let origin = allowed(request) else { return }
    response.headers[.accessControlAllowOrigin] = origin
    response.headers[.accessControlExposeHeaders] =
      "ETag, Location, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy"
  }

  private func allowed(_ request: Hummingbird.Request) -> String? {
    guard let origin = request.headers[.origin], origins.contains(origin) else { return nil }
    return origin
  }
}
