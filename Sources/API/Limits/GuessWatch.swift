internal import Access
internal import Synchronization

/// Notices who asks for one thing after another that is not there: whoever tries identifiers meets little
/// else, whoever follows links meets a few.
final class GuessWatch: Sendable {
  /// How long answers 404 of one person are counted together.
  static let window: Duration = .seconds(600)
  /// Beyond this many people, those whose window is over are forgotten.
  private static let sizeLimit = 10_000

  private let limit: Int
  private let people = Mutex<[ID<User>: Window]>([:])

  private struct Window {
    var start: ContinuousClock.Instant
    var count = 0
  }

  /// Makes a watch; nil where nothing is to be noticed.
  ///
  /// - Parameter limit: How many answers 404 in one window are an alarm.
  init?(limit: Int) {
    guard limit > 0 else { return nil }
    self.limit = limit
  }

  /// Counts an answer 404.
  ///
  /// - Returns: Whether it is the one that gives the alarm: one for each person and window.
  func isAlarm(for user: ID<User>, at now: ContinuousClock.Instant = .now) -> Bool {
    people.withLock { people in
      if people.count >= Self.sizeLimit, people[user] == nil {
        people = people.filter { now - $0.value.start < Self.window }
      }
      var window = people[user] ?? Window(start: now)
      if now - window.start >= Self.window { window = Window(start: now) }
      window.count += 1
      people[user] = window
      return window.count == limit
    }
  }
}
