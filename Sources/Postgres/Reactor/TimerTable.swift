/// What is to be done at which time, by the order in which it was asked for.
struct TimerTable {
  private struct Timer {
    let key: UInt64
    let due: ContinuousClock.Instant
    let action: @Sendable () -> Void
  }

  /// In the order of their keys.
  private var timers: [Timer] = []
  private var nextKey: UInt64 = 1
  /// No timer is due before; nil when there is none.
  private(set) var earliest: ContinuousClock.Instant?

  /// Adds a timer, and tells whether it is due before all others.
  mutating func add(
    _ due: ContinuousClock.Instant,
    _ action: @escaping @Sendable () -> Void
  ) -> (key: UInt64, isEarliest: Bool) {
    defer { nextKey += 1 }
    timers.append(Timer(key: nextKey, due: due, action: action))
    let isEarliest = earliest.map { due < $0 } ?? true
    if isEarliest { earliest = due }
    return (nextKey, isEarliest)
  }

  /// Drops a timer, if it is still there.
  mutating func remove(_ key: UInt64) {
    var (low, high) = (0, timers.count)
    while low < high {
      let middle = (low + high) / 2
      if timers[middle].key < key { low = middle + 1 } else { high = middle }
    }
    guard low < timers.count, timers[low].key == key else { return }
    timers.remove(at: low)
    if timers.isEmpty { earliest = nil }
  }

  /// Takes out what is due.
  mutating func takeDue(at now: ContinuousClock.Instant) -> [@Sendable () -> Void] {
    guard let earliest, earliest <= now else { return [] }
    var due: [@Sendable () -> Void] = []
    var left: [Timer] = []
    for timer in timers {
      if timer.due <= now { due.append(timer.action) } else { left.append(timer) }
    }
    timers = left
    self.earliest = nil
    for timer in left where self.earliest.map({ timer.due < $0 }) ?? true {
      self.earliest = timer.due
    }
    return due
  }
}
