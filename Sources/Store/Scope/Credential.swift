public import Access

/// What a request shows to prove whose it is. The database checks it, each time.
public struct Credential: Hashable, Sendable {
  /// The organisation that it is for.
  public let tenant: ID<Tenant>
  /// The session's secret, whose SHA-256 the database keeps.
  let token: String

  /// Takes what a signed access token says.
  public init(tenant: ID<Tenant>, token: String) {
    self.tenant = tenant
    self.token = token
  }
}

// A secret is in no description, so that it is in no log.
extension Credential: CustomStringConvertible, CustomReflectable {
  /// The organisation.
  public var description: String { "a credential of \(tenant)" }
  /// Nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
