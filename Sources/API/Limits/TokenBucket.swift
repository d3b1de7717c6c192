/// How much somebody may still send: a bucket that fills at a steady rate and overflows at its burst.
struct TokenBucket: Sendable {
  /// What it may hold.
  let burst: Double
  /// What flows in each second.
  let rate: Double
  private var level: Double
  private var filledAt: ContinuousClock.Instant

  /// A full one.
  init(_ rate: Rate, at now: ContinuousClock.Instant) {
    burst = Double(rate.burst)
    self.rate = Double(rate.perSecond)
    level = burst
    filledAt = now
  }

  /// Takes one; false where none is left.
  mutating func take(at now: ContinuousClock.Instant) -> Bool {
    level = min(burst, level + rate * max(0, (now - filledAt) / .seconds(1)))
    filledAt = now
    guard level >= 1 else { return false }
    level -= 1
    return true
  }

  /// Gives one back that was taken for nothing.
  mutating func giveBack() { level = min(burst, level + 1) }

  /// What is left, whole ones.
  var remaining: Int { Int(level) }
  /// Seconds until there is one, rounded up.
  var secondsToNext: Int { level >= 1 ? 0 : Int(((1 - level) / rate).rounded(.up)) }
  /// Whether it would be full by now, so that to forget it changes nothing.
  func isFull(at now: ContinuousClock.Instant) -> Bool {
    level + rate * ((now - filledAt) / .seconds(1)) >= burst
  }
}

/// What may be sent for ever, and at once.
public struct Rate: Hashable, Sendable {
  /// Requests a second, for ever.
  public var perSecond: Int
  /// Requests at once.
  public var burst: Int

  /// Makes a rate; nil where nothing is to be counted.
  public init?(perSecond: Int, burst: Int) {
    guard perSecond > 0 else { return nil }
    self.perSecond = perSecond
    self.burst = max(1, burst)
  }
}
