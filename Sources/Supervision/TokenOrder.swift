#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What `heartly token issue` asks `heartly-server sign` to sign: one JSON document on its standard
/// input, because arguments are seen by everybody on the machine.
public struct TokenOrder: Codable, Sendable {
  /// The file with the key that signs; made where there is none.
  public var keyFile: String
  /// The organisation.
  public var tenant: UUID
  /// The person.
  public var user: UUID
  /// The session, which the database knows.
  public var session: UUID
  /// The session's secret.
  public var secret: String
  /// Until when the token holds.
  public var expiresAt: Date

  /// Makes an order.
  public init(
    keyFile: String,
    tenant: UUID,
    user: UUID,
    session: UUID,
    secret: String,
    expiresAt: Date
  ) {
    self.keyFile = keyFile
    self.tenant = tenant
    self.user = user
    self.session = session
    self.secret = secret
    self.expiresAt = expiresAt
  }
}
