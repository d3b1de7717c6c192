internal import HTTPTypes

/// A refusal as RFC 9457 shapes it (application/problem+json).
struct Problem: Error, Hashable, Sendable {
  /// What a program decides on: a stable word, which the documentation explains.
  var kind: Kind
  /// What a person reads, beside the kind's own title. Never a value of the request.
  var detail: String?
  /// The members of the request that are wrong.
  var fields: [FieldError] = []
  /// Further header fields of the answer.
  var headers: HTTPFields = [:]

  struct FieldError: Hashable, Sendable {
    /// Where: a JSON pointer into the body (RFC 6901), or the name of a query parameter.
    var pointer: String
    /// The rule that was broken: a constraint of the schema, or a word such as `required`.
    var rule: String
    var message: String
  }

  enum Kind: String, CaseIterable, Sendable {
    case malformedRequest = "malformed-request"
    case unauthenticated = "unauthenticated"
    case forbidden = "forbidden"
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case notAcceptable = "not-acceptable"
    case conflict = "conflict"
    case idempotencyMismatch = "idempotency-mismatch"
    case preconditionFailed = "precondition-failed"
    case preconditionRequired = "precondition-required"
    case bodyTooLarge = "body-too-large"
    case unsupportedMediaType = "unsupported-media-type"
    case invalid = "invalid"
    case tooManyRequests = "too-many-requests"
    case internalError = "internal-error"
    case unavailable = "unavailable"
    case timedOut = "timed-out"
  }
}

extension Problem.Kind {
  var status: HTTPResponse.Status {
    switch self {
    case .malformedRequest: .badRequest
    case .unauthenticated: .unauthorized
    case .forbidden: .forbidden
    case .notFound: .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .notAcceptable: .notAcceptable
    case .conflict, .idempotencyMismatch: .conflict
    case .invalid: .unprocessableContent
    case .preconditionFailed: .preconditionFailed
    case .preconditionRequired: .preconditionRequired
    case .bodyTooLarge: .contentTooLarge
    case .unsupportedMediaType: .unsupportedMediaType
    case .tooManyRequests: .tooManyRequests
    case .internalError: .internalServerError
    case .unavailable: .serviceUnavailable
    case .timedOut: .gatewayTimeout
    }
  }

  var title: String {
    switch self {
    case .malformedRequest: "The request cannot be read."
    case .unauthenticated: "The request needs a valid access token."
    case .forbidden: "You may not do this."
    case .notFound: "There is no such thing."
    case .methodNotAllowed: "The address does not know this method."
    case .notAcceptable: "The answer can only be JSON."
    case .conflict: "Something else stands in the way."
    case .idempotencyMismatch: "The Idempotency-Key was used for another request."
    case .preconditionFailed: "It was changed since you read it."
    case .preconditionRequired: "Say which version you have read, with If-Match."
    case .bodyTooLarge: "The body is too large."
    case .unsupportedMediaType: "The body is of a type that is not understood here."
    case .invalid: "Some values are not valid."
    case .tooManyRequests: "Too many requests."
    case .internalError: "Something went wrong here; it was noted."
    case .unavailable: "This cannot be served now; try again shortly."
    case .timedOut: "It took too long."
    }
  }

  /// Where the kind is explained; part of the API, so it never changes.
  var type: String { "https://heartly.dev/problems/\(rawValue)" }
}

extension Problem {
  /// The body. The request's id is not in it: what is not there and what is not yours must be equal
  /// to the byte. It is in the header `X-Request-Id`.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("type", kind.type)
      writer.member("title", kind.title)
      writer.member("status", kind.status.code)
      if let detail { writer.member("detail", detail) }
      guard !fields.isEmpty else { return }
      writer.name("errors")
      writer.array(fields) { writer, field in
        writer.object { writer in
          writer.member("pointer", field.pointer)
          writer.member("rule", field.rule)
          writer.member("message", field.message)
        }
      }
    }
  }
}
