internal import Access
internal import HTTPTypes
internal import Store

/// What a handler gets to see of a request.
struct Call: Sendable {
  var head: HTTPRequest
  /// The variable parts of the path, decoded.
  var path: [String: String]
  var query: Query
  var body: [UInt8]
  /// Nil for routes that are open to anybody.
  var credentialIfAny: Credential?
  var origin: Origin
  var serving: Serving

  /// Whose request it is.
  ///
  /// - Throws: `unauthenticated` on a route that is open to anybody, where there is none.
  var credential: Credential {
    get throws(Problem) {
      guard let credentialIfAny else { throw Problem(kind: .unauthenticated) }
      return credentialIfAny
    }
  }

  /// An identifier in the path. One that is malformed names nothing, like one that is unknown.
  func id<Entity>(_ name: String = "id") throws(Problem) -> ID<Entity> {
    guard let id = path[name].flatMap({ ID<Entity>($0) }) else { throw Problem(kind: .notFound) }
    return id
  }

  /// The body as JSON.
  func json(_ type: MediaType = .json) throws(Problem) -> JSONValue {
    guard MediaType(head.headerFields[.contentType]) == type else {
      throw Problem(kind: .unsupportedMediaType, detail: "The body is to be \(type.rawValue).")
    }
    do {
      return try JSONParser.parse(body)
    } catch {
      throw Problem(
        kind: .malformedRequest,
        detail: "The body is not JSON: \(error.reason), at byte \(error.offset)."
      )
    }
  }

  /// The page that is asked for.
  func page() throws(Problem) -> PageRequest {
    var limit = 50
    if let text = query["limit"] {
      guard let number = Int(text), (1...PageRequest.maximum).contains(number) else {
        throw Problem(
          kind: .invalid,
          fields: [
            .init(
              pointer: "limit",
              rule: "value",
              message: "A whole number from 1 to \(PageRequest.maximum)."
            )
          ]
        )
      }
      limit = number
    }
    return PageRequest(limit: limit, cursor: query["cursor"].map(Cursor.init(text:)))
  }

  /// A parameter of the query that is a text; nil where it is absent.
  func text(_ name: String, _ check: TextCheck) throws(Problem) -> String? {
    guard let text = query[name] else { return nil }
    guard check.allows(text) else {
      throw Problem(
        kind: .invalid,
        fields: [.init(pointer: name, rule: "value", message: "The value is not valid.")]
      )
    }
    return text
  }

  /// A parameter of the query that is one of a few words; nil where it is absent.
  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String,
    _ type: Word.Type = Word.self
  ) throws(Problem) -> Word? where Word.RawValue == String {
    guard let text = query[name] else { return nil }
    guard let word = Word(rawValue: text) else {
      let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw Problem(
        kind: .invalid,
        fields: [.init(pointer: name, rule: "value", message: "One of \(words).")]
      )
    }
    return word
  }

  /// The version that the caller has seen.
  ///
  /// - Throws: `precondition-required` without If-Match (RFC 6585, section 3): whoever does not say
  ///   what they have seen would overwrite what somebody else did. `*` is a way to say so.
  func version() throws(Problem) -> Version? {
    guard let header = head.headerFields[.ifMatch] else {
      throw Problem(kind: .preconditionRequired)
    }
    if header == "*" { return nil }
    guard let version = ETag(header)?.version else { throw Problem(kind: .preconditionFailed) }
    return version
  }
}

/// The types of bodies that are understood.
enum MediaType: String {
  case json = "application/json"
  /// RFC 7396
  case mergePatch = "application/merge-patch+json"

  /// Reads a Content-Type without its parameters.
  init?(_ header: String?) {
    let type = header?.prefix { $0 != ";" }.lowercased().filter { $0 != " " }
    guard let type, let known = MediaType(rawValue: type) else { return nil }
    self = known
  }
}
