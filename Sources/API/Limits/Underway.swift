internal import Synchronization

/// The requests under way: how many there are, when each must have ended, and on which connection it
/// came, so that it ends when its caller goes.
final class Underway: Sendable {
  /// The most at a time; one more is turned away.
  private let limit: Int
  /// Where their tasks run.
  private let executor: (any TaskExecutor)?
  private let state = Mutex(State())

  private struct State {
    var requests: [Int: Entry] = [:]
    var last = 0
  }

  private struct Entry {
    var connection: ObjectIdentifier
    var deadline: ContinuousClock.Instant
    var isLate = false
    /// Nil until the task is there.
    var cancel: (@Sendable () -> Void)?
    /// Whether it was to be cancelled before that.
    var isCancelled = false
  }

  /// How a request ended that did not end by itself.
  enum Ending: Error { case late }

  init(limit: Int, executor: (any TaskExecutor)? = nil) {
    self.limit = limit
    self.executor = executor
  }

  /// How many there are.
  var count: Int { state.withLock(\.requests.count) }

  /// Does a request's work in a task of its own; nil where too many are under way.
  ///
  /// - Throws: `Ending.late` where it took longer than it may.
  func run<Value: Sendable>(
    on connection: ObjectIdentifier,
    within timeLimit: Duration,
    isCounted: Bool,
    _ work: @escaping @Sendable () async -> Value
  ) async throws(Ending) -> Value? {
    let id = state.withLock { state -> Int? in
      guard !isCounted || state.requests.count < limit else { return nil }
      state.last += 1
      state.requests[state.last] = Entry(connection: connection, deadline: .now + timeLimit)
      return state.last
    }
    guard let id else { return nil }
    let task = Task(executorPreference: executor) { await work() }
    let isGone = state.withLock { state in
      state.requests[id]?.cancel = { task.cancel() }
      return state.requests[id]?.isCancelled == true
    }
    if isGone { task.cancel() }
    // A shutdown that has passed its deadline cancels the connection's own task.
    let value = await withTaskCancellationHandler {
      await task.value
    } onCancel: {
      task.cancel()
    }
    let entry = state.withLock { $0.requests.removeValue(forKey: id) }
    if entry?.isLate == true { throw .late }
    return value
  }

  /// The caller of a connection has gone.
  func connectionClosed(_ connection: ObjectIdentifier) {
    cancel { entry, _ in entry.connection == connection }
  }

  /// Ends what has taken too long; to be called now and again.
  func tick(at now: ContinuousClock.Instant = .now) {
    cancel { entry, isLate in
      isLate = now >= entry.deadline
      return isLate
    }
  }

  private func cancel(where isToEnd: (Entry, inout Bool) -> Bool) {
    let cancels = state.withLock { state in
      var cancels: [@Sendable () -> Void] = []
      for (id, entry) in state.requests where !entry.isCancelled {
        var isLate = false
        guard isToEnd(entry, &isLate) else { continue }
        state.requests[id]?.isLate = isLate
        state.requests[id]?.isCancelled = true
        if let cancel = entry.cancel { cancels.append(cancel) }
      }
      return cancels
    }
    for cancel in cancels { cancel() }
  }
}
