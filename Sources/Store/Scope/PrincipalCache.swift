internal import Access
internal import Crypto
internal import Foundation
internal import Synchronization

/// A person as the database last described them, and its own words for that.
///
/// `state` is what the database compares at the next request: where anything has changed meanwhile,
/// it refuses, and the person is read anew. So this cache can be stale, but never believed.
struct KnownPrincipal: Sendable {
  var principal: Principal
  var state: String
}

/// Who the recent sessions belong to, so that most requests are decided without asking first.
final class PrincipalCache: Sendable {
  /// How many sessions are remembered. Default 10,000: about 10 MB.
  private let limit: Int
  private let known = Mutex<[Key: KnownPrincipal]>([:])

  private struct Key: Hashable {
    var tenant: ID<Tenant>
    /// SHA-256 of the token: the cache holds no secret.
    var digest: Data
  }

  init(limit: Int = 10_000) {
    self.limit = limit
  }

  subscript(credential: Credential) -> KnownPrincipal? {
    get {
      let key = Self.key(credential)
      return known.withLock { $0[key] }
    }
    set {
      let key = Self.key(credential)
      known.withLock { known in
        // Whom to forget does not matter much: one question more at their next request.
        if newValue != nil, known.count >= limit, let some = known.keys.first {
          known[some] = nil
        }
        known[key] = newValue
      }
    }
  }

  private static func key(_ credential: Credential) -> Key {
    let digest = SHA256.hash(data: Data(credential.token.utf8))
    return Key(tenant: credential.tenant, digest: Data(digest))
  }
}
