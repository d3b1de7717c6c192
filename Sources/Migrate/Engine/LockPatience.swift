/// How the engine waits for locks that other sessions hold.
///
/// A waiting ALTER TABLE makes every later reader of the table wait behind it. So each attempt waits
/// only for `lockTimeout`, gives up, lets the readers through, and tries again after a pause that is
/// random, so that two programs do not meet again and again.
public struct LockPatience: Sendable, Hashable {
  /// How long one statement waits for a lock (`lock_timeout`). Default 100 ms: the longest that a
  /// reader can be held up by an attempt.
  public var lockTimeout: Duration = .milliseconds(100)
  /// How long a migration that could not get its locks is tried again. Default 60 s.
  public var retryFor: Duration = .seconds(60)
  /// How long to wait for another runner of migrations to finish. Default 10 min.
  public var runnerTimeout: Duration = .seconds(600)

  /// Makes a patience with the defaults above.
  public init() {}

  /// The pause before an attempt, counted from 1: doubling from 50 ms to 2 s, each half of it random.
  func pause(
    before attempt: Int,
    using generator: inout some RandomNumberGenerator
  ) -> Duration {
    let ceiling = min(2000, 50 << min(attempt, 6))
    return .milliseconds(Int.random(in: ceiling / 2...ceiling, using: &generator))
  }
}
