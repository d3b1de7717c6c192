internal import Access
internal import FoundationEssentials
internal import Store

extension Call {
  /// The longest period that a query may be of.
  static let longestPeriodInDays = 366
  /// The period where none is given, up to its end.
  static let usualPeriodInDays = 31

  /// What part of the time is asked for: `from` is 31 days before `to` where it is absent, and `to` has
  /// no end.
  func period() throws(Problem) -> Period {
    let to = try moment("to")
    let end = to ?? Moment.now
    let day: Int64 = 86_400_000_000
    let from =
      try moment("from")
      ?? Moment(microseconds: end.microseconds - Int64(Self.usualPeriodInDays) * day)
    let longest = Int64(Self.longestPeriodInDays) * day
    guard (0...longest).contains(end.microseconds - from.microseconds) else {
      throw refused("from", "Before `to`, by \(Self.longestPeriodInDays) days at most.")
    }
    return Period(from: from, to: to)
  }

  /// Which rows are asked for.
  func auditQuery(action: String?) throws(Problem) -> AuditQuery {
    AuditQuery(
      period: try period(),
      user: try idOfQuery("userId"),
      client: try idOfQuery("clientId"),
      facility: try idOfQuery("facilityId"),
      action: action
    )
  }

  private func moment(_ name: String) throws(Problem) -> Moment? {
    guard let text = query[name] else { return nil }
    guard let moment = Moment(text) else { throw refused(name, "A date-time as of RFC 3339.") }
    return moment
  }

  private func idOfQuery<Entity>(_ name: String) throws(Problem) -> ID<Entity>? {
    guard let text = query[name] else { return nil }
    guard let id = ID<Entity>(text) else { throw refused(name, "A UUID.") }
    return id
  }

  private func refused(_ name: String, _ message: String) -> Problem {
    Problem(kind: .invalid, fields: [.init(pointer: name, rule: "value", message: message)])
  }
}

extension Moment {
  fileprivate static var now: Moment {
    // From 1970 to 2000, PostgreSQL's epoch.
    Moment(microseconds: Int64((Date().timeIntervalSince1970 - 946_684_800) * 1_000_000))
  }
}

extension Operation.Parameter {
  static let from = Self(
    name: "from",
    place: .query,
    schema: .dateTime,
    description: "The first moment. Default 31 days before `to`; 366 days before it at most."
  )
  static let to = Self(
    name: "to",
    place: .query,
    schema: .dateTime,
    description: "The first moment that is too late. Default none."
  )
  static let actor = Self(
    name: "userId",
    place: .query,
    schema: .uuid,
    description: "Only what this person did."
  )
  static let client = Self(
    name: "clientId",
    place: .query,
    schema: .uuid,
    description: "Only what is about this client's record."
  )
  static let facility = Self(
    name: "facilityId",
    place: .query,
    schema: .uuid,
    description: "Only what is of this facility."
  )
}
