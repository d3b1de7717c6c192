public import Access

/// A part of the audit logs' time.
public struct Period: Hashable, Sendable {
  /// Its first moment.
  public var from: Moment
  /// The first moment after it; nil for no end.
  public var to: Moment?

  /// Makes a period.
  public init(from: Moment, to: Moment?) {
    self.from = from
    self.to = to
  }
}

extension Period: CustomStringConvertible {
  /// As ISO 8601-2 writes an interval; `..` is an open end.
  public var description: String { "\(from)/\(to?.description ?? "..")" }
}

/// Which rows of an audit log are asked for; what is nil chooses nothing.
public struct AuditQuery: Hashable, Sendable {
  /// When it was. The pages after the first have the first one's.
  public var period: Period
  /// Who did it.
  public var user: ID<User>?
  /// Whose record it was.
  public var client: ID<Client>?
  /// Where it was.
  public var facility: ID<Facility>?
  /// The verb in the log of actions; INSERT, UPDATE or DELETE in that of changes.
  public var action: String?

  /// Makes a query.
  public init(
    period: Period,
    user: ID<User>? = nil,
    client: ID<Client>? = nil,
    facility: ID<Facility>? = nil,
    action: String? = nil
  ) {
    self.period = period
    self.user = user
    self.client = client
    self.facility = facility
    self.action = action
  }

  /// What chooses rows beside the period, for the seal of cursors.
  var words: [String] {
    [user?.description, client?.description, facility?.description, action].map { $0 ?? "" }
  }
}
