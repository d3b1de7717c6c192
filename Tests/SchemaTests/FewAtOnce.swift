import Testing

/// Lets a few test cases run at a time: each has sessions of its own, and a server takes only so
/// many.
struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true
  private let turnstile: Turnstile

  init(_ limit: Int) { turnstile = Turnstile(places: limit) }

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    await turnstile.enter()
    let outcome: Result<Void, any Error>
    do {
      outcome = .success(try await function())
    } catch {
      outcome = .failure(error)
    }
    await turnstile.leave()
    try outcome.get()
  }

  /// Whoever finds no place waits for one, in the order of arrival.
  private actor Turnstile {
    private var places: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(places: Int) { self.places = places }

    func enter() async {
      guard places == 0 else {
        places -= 1
        return
      }
      await withCheckedContinuation { waiting.append($0) }
    }

    func leave() {
      if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
    }
  }
}

extension Trait where Self == FewAtOnce {
  /// At most so many test cases of the suite run at the same time.
  static func fewAtOnce(_ limit: Int) -> FewAtOnce { FewAtOnce(limit) }
}
