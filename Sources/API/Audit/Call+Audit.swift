internal import Access
internal import FoundationEssentials
internal import HTTPTypes
internal import Store

extension Call {
  /// The longest period that a query may be of.
  static let longestPeriodInDays = 366
  /// The period where none is given, up to its end.
  static let usualPeriodInDays = 31

  /// What part of the time is asked for: `from` is 31 days before `to` where it is absent, and `to` has
  /// no end. A period that is too long begins later; one that ends before it begins has nothing in it.
  func period() throws(Problem) -> Period {
    let to = try moment("to")
    let now = Moment.now
    // What is to come is not in the logs yet, and is no part of what may be read.
    let end = min(to ?? now, now)
    let from = try moment("from") ?? end.before(byDays: Self.usualPeriodInDays)
    return Period(from: max(from, end.before(byDays: Self.longestPeriodInDays)), to: to)
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
  fileprivate func before(byDays days: Int) -> Moment {
    Moment(microseconds: microseconds - Int64(days) * 86_400_000_000)
  }

  fileprivate static var now: Moment {
    // From 1970 to 2000, PostgreSQL's epoch.
    Moment(microseconds: Int64((Date().timeIntervalSince1970 - 946_684_800) * 1_000_000))
  }
}

extension Answer {
  /// A page of an audit log.
  static func auditPage<Row>(
    _ audit: AuditPage<Row>,
    _ write: (inout JSONWriter, Row) -> Void
  ) -> Answer {
    var answer = Answer.page(audit.page, write)
    answer.headers[.auditPeriod] = "\(audit.period)"
    return answer
  }
}

extension HTTPField.Name {
  static var auditPeriod: Self { named("audit-period") }
}

extension Operation.Parameter {
  static let from = Self(
    name: "from",
    place: .query,
    schema: .string(.moment(year: "[0-9]{4}")),
    description: """
      The first moment. Default 31 days before `to`, or before now where that is earlier. What lies more \
      than 366 days before it is left out.
      """
  )
  static let to = Self(
    name: "to",
    place: .query,
    schema: .string(.moment(year: "[0-9]{4}")),
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
