import Synchronization

/// What a command does in each of many places.
protocol ManyWork: Sendable {
  associatedtype Outcome: Sendable

  /// Does it in one place. The worker lends the session that it used last, if that is of use again.
  func perform(in place: MigrationPlace, _ lent: LentSession) async -> Outcome
}

/// Works on many databases or schemas, a few at a time. What fails in one stops none of the others.
struct ManyRun<Work: ManyWork>: Sendable {
  let places: [MigrationPlace]
  let jobs: Int
  let work: Work

  /// The outcomes in the order of the places; nil for those that were not begun when the task was cancelled.
  func perform() async -> [Work.Outcome?] {
    let queue = Queue(places.count)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<min(jobs, places.count) {
        group.addTask { [self] in
          let session = LentSession()
          while !Task.isCancelled, let index = queue.next() {
            let outcome = await work.perform(in: places[index], session)
            let done = queue.finish(index, outcome)
            Output.live("\(done) of \(places.count): \(places[index].name)")
          }
          session.end()
        }
      }
    }
    Output.flush()
    return queue.outcomes
  }

  /// The places that are left, and what became of the others.
  private final class Queue: Sendable {
    private struct State {
      var next = 0
      var done = 0
      var outcomes: [Work.Outcome?]
    }

    private let state: Mutex<State>

    init(_ count: Int) {
      state = Mutex(State(outcomes: Array(repeating: nil, count: count)))
    }

    var outcomes: [Work.Outcome?] { state.withLock { $0.outcomes } }

    func next() -> Int? {
      state.withLock { state in
        guard state.next < state.outcomes.count else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    /// How many are done with this one.
    func finish(_ index: Int, _ outcome: Work.Outcome) -> Int {
      state.withLock { state in
        state.outcomes[index] = outcome
        state.done += 1
        return state.done
      }
    }
  }
}
