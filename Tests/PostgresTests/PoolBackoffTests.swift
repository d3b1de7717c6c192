import Testing

@testable import Postgres

/// A server that cannot be reached.
@Suite struct PoolBackoffTests {
  private static func world(_ change: (inout PoolOptions) -> Void = { _ in }) -> PoolWorld {
    var options = PoolOptions()
    options.maximumConnections = 4
    options.waitingDeadline = .seconds(10)
    change(&options)
    return PoolWorld(options: options)
  }

  @Test func `after a failure one attempt at a time finds out whether the server is back`() {
    var world = Self.world()
    for number in 1...4 as ClosedRange<UInt64> { world.send(.request(.init(number))) }
    #expect(world.opening.count == 4)
    for id in world.opening { world.send(.openFailed(id, .unreachable)) }
    #expect(world.opening.isEmpty)
    #expect(world.waiting.count == 4)
    world.passToNextDue()
    #expect(world.opening == [.init(5)])
    #expect(world.send(.opened(.init(5))).count == 4, "one is served, three more are opened")
    #expect(world.violations == [])
  }

  @Test func `attempts that fail together count as one failure`() {
    var world = Self.world()
    for number in 1...4 as ClosedRange<UInt64> { world.send(.request(.init(number))) }
    for id in world.opening { world.send(.openFailed(id, .unreachable)) }
    #expect(world.state.backoff.failures == 1)
    #expect(world.state.statistics.failures == 4)
  }

  @Test func `the deadline says why nobody could be served`() {
    var world = Self.world()
    world.send(.request(.first))
    world.send(.openFailed(.first, .unreachable))
    while true {
      world.passToNextDue()
      guard let id = world.opening.first else { break }
      world.send(.openFailed(id, .unreachable))
    }
    let failure = ConnectionFailure(message: "connection refused (tried for 10.0 seconds)")
    #expect(world.actions == [.refuse(.first, .connectionFailed(failure))])
    #expect(world.state.nextDue == nil, "nobody waits, so nobody tries")
  }

  @Test func `a refusal that will not change is told at once`() {
    var world = Self.world()
    world.send(.request(.first))
    #expect(
      world.send(.openFailed(.first, .wrongPassword)) == [.refuse(.first, .wrongPassword)]
    )
  }

  @Test func `a refusal does not fail those whom a lent session can still serve`() {
    var world = Self.world()
    world.lend(1)
    world.send(.request(.init(2)))
    #expect(world.send(.openFailed(.init(2), .wrongPassword)) == [])
    #expect(
      world.send(.returned(.first, isClean: true))
        == [.grant(.first, to: .init(2), idleSince: nil)]
    )
  }

  @Test func `the pauses double up to the limit and are spread from nothing to the bound`() {
    let now = ContinuousClock.now
    var random = SplitMix64(seed: 7)
    var longest: [Duration] = Array(repeating: .zero, count: 12)
    for _ in 0..<500 {
      var backoff = ConnectBackoff(first: .milliseconds(100), limit: .seconds(5))
      for attempt in 0..<12 {
        backoff.failed(startedAfter: attempt, at: now, using: &random)
        let pause = backoff.retryAt.map { now.duration(to: $0) } ?? .zero
        longest[attempt] = max(longest[attempt], pause)
      }
    }
    for (attempt, seconds) in [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5, 5, 5, 5, 5].enumerated() {
      #expect(longest[attempt] <= .seconds(seconds))
      #expect(longest[attempt] > .seconds(seconds * 0.95), "full jitter reaches its bound")
    }
  }

  @Test func `success ends the pauses`() {
    var backoff = ConnectBackoff(first: .milliseconds(100), limit: .seconds(5))
    var random = SplitMix64(seed: 7)
    backoff.failed(startedAfter: 0, at: .now, using: &random)
    backoff.succeeded()
    #expect(backoff.retryAt == nil)
    #expect(backoff.failures == 0)
  }
}
