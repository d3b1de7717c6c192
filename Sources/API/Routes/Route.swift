internal import Access
internal import HTTPTypes
internal import Store

/// One operation of the API: where it is, what it needs, what it is called, and what it does.
///
/// The router, the documentation and the tests are all made from these.
struct Route: Sendable {
  var method: HTTPRequest.Method
  /// With variables in braces: `/v1/clients/{id}`.
  var path: String
  /// There is no route without one.
  var access: Access
  var operation: Operation
  var handle: @Sendable (Call, Store) async throws -> Answer

  enum Access: Hashable, Sendable {
    /// Anybody, without signing in; says why.
    case open(reason: String)
    /// A signed-in person who has the permission.
    case permission(Permission)
  }
}

/// What the documentation says of a route.
struct Operation: Sendable {
  /// Unique, and part of the API: clients are generated from it.
  var id: String
  var tag: String
  var summary: String
  var description: String?
  var parameters: [Parameter] = []
  var body: Body?
  var success: Success
  /// Beside those that every route with its access can have.
  var problems: [Problem.Kind] = []

  struct Parameter: Hashable, Sendable {
    var name: String
    var place: Place
    var schema: Schema
    var isRequired = false
    var description: String

    enum Place: String, Sendable {
      case path, query, header
    }
  }

  struct Body: Hashable, Sendable {
    var type: MediaType
    var schema: Schema
  }

  struct Success: Hashable, Sendable {
    var status: HTTPResponse.Status
    /// Nil where there is no body.
    var schema: Schema?
    var hasETag = false
    /// Whether the answer says which part of the audit logs' time was read.
    var hasPeriod = false
    var contentType = "application/json"
  }
}

extension Operation.Parameter {
  static let id = Self(
    name: "id",
    place: .path,
    schema: .uuid,
    isRequired: true,
    description: "Which one."
  )
  static let limit = Self(
    name: "limit",
    place: .query,
    schema: .integer(1...PageRequest.maximum),
    description: "The most that the page holds. Default 50."
  )
  static let cursor = Self(
    name: "cursor",
    place: .query,
    schema: .string(.init()),
    description: "`next` of the page before. Of use to the same person for the same list only."
  )
  static let ifMatch = Self(
    name: "If-Match",
    place: .header,
    schema: .string(.init()),
    isRequired: true,
    description: "The ETag that was read, or `*` to change whatever is there."
  )
}

extension Operation {
  /// The parameters of the query; others are refused.
  var queryNames: Set<String> {
    Set(parameters.filter { $0.place == .query }.map(\.name))
  }
}
