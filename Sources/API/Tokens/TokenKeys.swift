internal import Access
public import Foundation
internal import JWTKit
internal import Store

/// Signs access tokens with RS256 (RFC 7518, section 3.3), and knows which ones it signed.
///
/// There is no other algorithm, whatever a token's header says.
public struct TokenKeys: Sendable {
  /// Who signs (`iss`), and for whom (`aud`).
  static let issuer = "heartly"

  private let key: Insecure.RSA.PrivateKey
  private let keys: JWTKeyCollection
  /// The key's name (`kid`): its thumbprint (RFC 7638).
  private let keyID: JWKIdentifier
  private let known = TokenCache()

  /// Reads a private key of at least 2048 bits, in PKCS #8 or PKCS #1 as `openssl genrsa` writes it.
  public init(pem: String) async throws {
    key = try Insecure.RSA.PrivateKey(pem: pem)
    let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
    keyID = JWKIdentifier(string: JWK.thumbprint(modulus: modulus, exponent: exponent))
    keys = JWTKeyCollection()
    await keys.add(rsa: key, digestAlgorithm: .sha256, kid: keyID)
  }

  /// Signs a token.
  public func sign(_ token: AccessToken, at now: Date = Date()) async throws -> String {
    let claims = AccessClaims(
      iss: IssuerClaim(value: Self.issuer),
      aud: AudienceClaim(value: Self.issuer),
      sub: SubjectClaim(value: "\(token.user)"),
      exp: ExpirationClaim(value: token.expiresAt),
      iat: IssuedAtClaim(value: now),
      tid: "\(token.tenant)",
      sid: "\(token.session)",
      sst: token.secret
    )
    return try await keys.sign(claims, kid: keyID)
  }

  /// The token, if it was signed here and has not expired; nil for everything else.
  public func verify(_ text: String, at now: Date = Date()) async -> AccessToken? {
    let digest = TokenCache.digest(of: text)
    if let token = known.token(digest, at: now) { return token }
    guard let token = await examined(text), token.expiresAt > now else { return nil }
    known.keep(token, digest)
    return token
  }

  private func examined(_ text: String) async -> AccessToken? {
    guard let claims = try? await keys.verify(text, as: AccessClaims.self),
      claims.iss.value == Self.issuer, claims.aud.value.contains(Self.issuer),
      let tenant = ID<Tenant>(claims.tid), let user = ID<User>(claims.sub.value),
      let session = ID<Session>(claims.sid)
    else { return nil }
    return AccessToken(
      tenant: tenant,
      user: user,
      session: session,
      secret: claims.sst,
      expiresAt: claims.exp.value
    )
  }

  /// The public key as a JWK Set (RFC 7517, section 5), for services that check tokens themselves.
  public func jwks() throws -> [UInt8] {
    let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("keys")
      writer.array([0]) { writer, _ in
        writer.object { writer in
          writer.member("kty", "RSA")
          writer.member("use", "sig")
          writer.member("alg", "RS256")
          writer.member("kid", keyID.string)
          writer.member("n", modulus.base64URLEncodedString())
          writer.member("e", exponent.base64URLEncodedString())
        }
      }
    }
    return writer.bytes
  }
}
