/// The instant by which a whole operation, with all its waits, must have ended.
struct Deadline: Sendable {
  let timeout: Duration
  private let instant: ContinuousClock.Instant

  init(after timeout: Duration) {
    self.timeout = timeout
    instant = .now + timeout
  }

  var hasPassed: Bool { instant <= .now }

  /// How much time is left; never less than zero.
  var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: instant)) }

  /// Gives the thread away for a moment between two looks at something that sends no event.
  static func pause(_ duration: Duration = .milliseconds(20)) async throws(ClusterError) {
    do {
      try await Task.sleep(for: duration)
    } catch {
      throw .cancelled
    }
  }
}
