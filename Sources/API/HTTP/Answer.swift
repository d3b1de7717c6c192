internal import HTTPTypes
internal import Store

/// What a handler answers.
struct Answer: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields = [:]
  var body: [UInt8]

  /// JSON.
  init(
    _ status: HTTPResponse.Status = .ok,
    version: Version? = nil,
    location: String? = nil,
    _ write: (inout JSONWriter) -> Void
  ) {
    self.status = status
    headers[.contentType] = "application/json"
    if let version { headers[.eTag] = ETag(version).description }
    if let location { headers[.location] = location }
    var writer = JSONWriter()
    write(&writer)
    body = writer.bytes
  }

  /// Nothing to say.
  static var noContent: Answer { Answer(status: .noContent, body: []) }

  /// A problem.
  init(_ problem: Problem) {
    status = problem.kind.status
    headers = problem.headers
    headers[.contentType] = "application/problem+json"
    if problem.kind == .unauthenticated { headers[.wwwAuthenticate] = "Bearer" }
    var writer = JSONWriter()
    problem.write(to: &writer)
    body = writer.bytes
  }

  /// Bytes of another type.
  init(status: HTTPResponse.Status = .ok, contentType: String? = nil, body: [UInt8]) {
    self.status = status
    headers[.contentType] = contentType
    self.body = body
  }

  /// A page of a list.
  static func page<Row>(
    _ page: Page<Row>,
    _ write: (inout JSONWriter, Row) -> Void
  ) -> Answer {
    Answer { writer in
      writer.object { writer in
        writer.name("items")
        writer.array(page.elements, write)
        writer.member("next", page.next?.text)
      }
    }
  }
}
