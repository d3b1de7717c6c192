internal import Access
internal import Postgres

/// What the log of actions will say of a request.
struct Action: Sendable {
  /// The verb of the log; a literal of this program.
  var verb: Verb
  var client: ID<Client>?
  var user: ID<User>?
  var facility: ID<Facility>?

  enum Verb: String, PostgresCodable {
    case create = "CREATE"
    case read = "READ"
    case list = "LIST"
    case search = "SEARCH"
    case update = "UPDATE"
    case delete = "DELETE"
    case restore = "RESTORE"
    case move = "MOVE"
    case assign = "ASSIGN"
    case unassign = "UNASSIGN"
    case readAudit = "READ_AUDIT"
    case exportAudit = "EXPORT_AUDIT"
  }

  init(
    _ verb: Verb,
    client: ID<Client>? = nil,
    user: ID<User>? = nil,
    facility: ID<Facility>? = nil
  ) {
    self.verb = verb
    self.client = client
    self.user = user
    self.facility = facility
  }
}

enum Outcome: String, PostgresCodable {
  case success = "SUCCESS"
  /// Not allowed, or not there: to whoever asks these are one.
  case denied = "DENIED"
  case failure = "FAILURE"
}
