internal import Crypto
internal import Foundation
internal import Synchronization

/// Tokens whose signature was found good, so that the next requests of a person cost no RSA.
///
/// A token is kept by the digest of all its bytes, and no longer than it holds. That its session was revoked,
/// or its person removed, is in the database, which is asked at each request all the same. Only what was
/// signed here is kept, so that nobody can fill this by sending something else.
final class TokenCache: Sendable {
  /// How many are remembered. Default 10,000: some megabytes.
  private let limit: Int
  private let known = Mutex<[SHA256Digest: AccessToken]>([:])

  init(limit: Int = 10_000) { self.limit = limit }

  static func digest(of text: String) -> SHA256Digest {
    var text = text
    return text.withUTF8 { SHA256.hash(data: $0) }
  }

  /// The token of these bytes, if it was found good before and still holds.
  func token(_ digest: SHA256Digest, at now: Date) -> AccessToken? {
    known.withLock { known in
      guard let token = known[digest] else { return nil }
      guard token.expiresAt > now else {
        known[digest] = nil
        return nil
      }
      return token
    }
  }

  /// Keeps a token that was found good.
  func keep(_ token: AccessToken, _ digest: SHA256Digest) {
    known.withLock { known in
      // Whom to forget does not matter much: one signature more at their next request.
      if known.count >= limit, known[digest] == nil, let some = known.keys.first {
        known[some] = nil
      }
      known[digest] = token
    }
  }
}
