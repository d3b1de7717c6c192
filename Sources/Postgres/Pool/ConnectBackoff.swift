/// When to try again after an attempt to connect has failed: exponential, capped, with full jitter.
///
/// Full jitter (a random pause between nothing and the bound) keeps the processes of a deployment
/// from coming back to a restarted server in step.
struct ConnectBackoff: Hashable, Sendable {
  private let first: Duration
  private let limit: Duration
  /// Failures in a row. Attempts that were under way at the same time count as one.
  private(set) var failures = 0
  /// Not before this; `nil` while the latest attempt succeeded.
  private(set) var retryAt: ContinuousClock.Instant?

  init(first: Duration, limit: Duration) {
    self.first = first
    self.limit = limit
  }

  /// Counts a failure; `startedAfter` is what `failures` was when the attempt started.
  mutating func failed(
    startedAfter: Int,
    at now: ContinuousClock.Instant,
    using random: inout some RandomNumberGenerator
  ) {
    guard startedAfter == failures else { return }
    failures += 1
    retryAt = now + bound * Double.random(in: 0...1, using: &random)
  }

  mutating func succeeded() {
    failures = 0
    retryAt = nil
  }

  /// What the next pause cannot exceed.
  private var bound: Duration {
    var bound = first
    for _ in 1..<max(failures, 1) where bound < limit { bound *= 2 }
    return min(bound, limit)
  }
}
