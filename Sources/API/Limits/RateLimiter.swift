internal import Access
internal import HTTPTypes
internal import Synchronization

/// Counts what organisations and people send, and says so in every answer
/// (draft-ietf-httpapi-ratelimit-headers-10).
final class RateLimiter: Sendable {
  private let tenants: Buckets<Tenant>?
  private let users: Buckets<User>?
  /// `"tenant";q=400;w=2, "user";q=60;w=3`
  private let policy: String

  init(tenant: Rate?, user: Rate?) {
    tenants = tenant.map(Buckets.init)
    users = user.map(Buckets.init)
    policy = [("tenant", tenant), ("user", user)].compactMap { name, rate in
      rate.map { #""\#(name)";q=\#($0.burst);w=\#(max(1, $0.burst / $0.perSecond))"# }
    }.joined(separator: ", ")
  }

  /// Counts a request.
  ///
  /// - Returns: What its answer says of what is left.
  /// - Throws: `too-many-requests`, with the time after which there is something again.
  func admit(
    _ tenant: ID<Tenant>,
    _ user: ID<User>,
    at now: ContinuousClock.Instant = .now
  ) throws(Problem) -> HTTPFields {
    guard !policy.isEmpty else { return [:] }
    let person = users?.take(user, at: now)
    // Whoever sends too much alone takes nothing from the colleagues.
    let house = person?.isTaken == false ? nil : tenants?.take(tenant, at: now)
    let counts = [("tenant", house), ("user", person)].compactMap { name, count in
      count.map { (name: name, count: $0) }
    }
    var headers: HTTPFields = [.rateLimitPolicy: policy]
    headers[.rateLimit] = counts.map { name, count in
      #""\#(name)";r=\#(count.remaining)"# + (count.wait > 0 ? ";t=\(count.wait)" : "")
    }.joined(separator: ", ")
    guard let refused = counts.first(where: { !$0.count.isTaken }) else { return headers }
    if refused.name == "tenant" { users?.giveBack(user) }
    headers[.retryAfter] = String(max(1, refused.count.wait))
    throw Problem(kind: .tooManyRequests, headers: headers)
  }

  private struct Count {
    var isTaken: Bool
    var remaining: Int
    var wait: Int
  }

  private final class Buckets<Entity>: Sendable {
    private let rate: Rate
    private let buckets = Mutex<[ID<Entity>: TokenBucket]>([:])
    /// Beyond this many, those that are full by now are forgotten.
    private static var limit: Int { 10_000 }

    init(rate: Rate) { self.rate = rate }

    func take(_ id: ID<Entity>, at now: ContinuousClock.Instant) -> Count {
      buckets.withLock { buckets in
        if buckets.count >= Self.limit, buckets[id] == nil {
          buckets = buckets.filter { !$0.value.isFull(at: now) }
        }
        let isTaken = buckets[id, default: TokenBucket(rate, at: now)].take(at: now)
        let bucket = buckets[id, default: TokenBucket(rate, at: now)]
        return Count(
          isTaken: isTaken,
          remaining: bucket.remaining,
          wait: bucket.secondsToNext
        )
      }
    }

    func giveBack(_ id: ID<Entity>) {
      buckets.withLock { $0[id]?.giveBack() }
    }
  }
}

extension HTTPField.Name {
  static var rateLimit: Self { named("ratelimit") }
  static var rateLimitPolicy: Self { named("ratelimit-policy") }
}
