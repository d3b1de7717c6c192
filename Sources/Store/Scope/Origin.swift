public import Access

/// Where a request comes from, for the audit log.
public struct Origin: Hashable, Sendable {
  /// The request.
  public var request: ID<Request>
  /// The caller's address, as text that PostgreSQL's `inet` accepts.
  public var address: String?
  /// What the caller says of its program; not to be trusted. The log keeps 1,000 characters.
  public var userAgent: String?

  /// Makes an origin.
  public init(request: ID<Request>, address: String? = nil, userAgent: String? = nil) {
    self.request = request
    self.address = address
    self.userAgent = userAgent
  }
}
