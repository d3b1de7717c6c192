internal import HTTPTypes
internal import Hummingbird
internal import Tracing

/// A request as a span of a trace (OpenTelemetry's conventions for HTTP servers). Without a backend for
/// traces it costs nothing and records nothing.
enum RequestSpan {
  static func run(
    _ request: Hummingbird.Request,
    _ context: APIContext,
    _ work: () async -> Response
  ) async -> Response {
    var parent = ServiceContext.current ?? .topLevel
    // Anybody can write a traceparent: only a proxy of ours goes on with a trace here.
    if context.provenance?.isFromProxy == true {
      InstrumentationSystem.instrument.extract(
        request.headers,
        into: &parent,
        using: FieldExtractor()
      )
    }
    return await withSpan(request.method.rawValue, context: parent, ofKind: .server) { span in
      let response = await work()
      if let route = context.endpointPath {
        span.operationName = "\(request.method.rawValue) \(route)"
        span.attributes["http.route"] = route
      }
      span.attributes["http.request.method"] = request.method.rawValue
      span.attributes["http.response.status_code"] = Int(response.status.code)
      if response.status.code >= 500 { span.setStatus(.init(code: .error)) }
      return response
    }
  }

  private struct FieldExtractor: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? {
      HTTPField.Name(key).flatMap { fields[$0] }
    }
  }
}
