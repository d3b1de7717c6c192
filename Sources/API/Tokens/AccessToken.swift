public import Access
public import Foundation
internal import JWTKit
internal import Store

/// What an access token says (RFC 9068, with the session's secret beside it).
///
/// It names neither role nor facilities: these are read from the database at each request, so that
/// whoever is removed or has less to say than before is so at once, and not when a token expires.
public struct AccessToken: Sendable {
  /// The organisation (`tid`).
  public var tenant: ID<Tenant>
  /// The person (`sub`).
  public var user: ID<User>
  /// The session (`sid`).
  public var session: ID<Session>
  /// The session's secret (`sst`), whose SHA-256 the database keeps. 256 random bits.
  public var secret: String
  /// Until when it holds (`exp`).
  public var expiresAt: Date

  /// Makes a token, which is still to be signed.
  public init(
    tenant: ID<Tenant>,
    user: ID<User>,
    session: ID<Session>,
    secret: String,
    expiresAt: Date
  ) {
    self.tenant = tenant
    self.user = user
    self.session = session
    self.secret = secret
    self.expiresAt = expiresAt
  }
}

/// The token's claims as they travel.
struct AccessClaims: JWTPayload {
  var iss: IssuerClaim
  var aud: AudienceClaim
  var sub: SubjectClaim
  var exp: ExpirationClaim
  var iat: IssuedAtClaim
  var tid: String
  var sid: String
  var sst: String

  func verify(using algorithm: some JWTAlgorithm) throws {
    try exp.verifyNotExpired()
  }
}
