import Testing

@testable import Postgres

// One at a time: tests beside these wait for servers, and shall not wait for these.
@Suite(.serialized) struct PoolWalkTests {
  /// Few of everything, so that every limit is met on short ways.
  private static func options(minimumIdle: Int) -> PoolOptions {
    var options = PoolOptions()
    options.maximumConnections = 2
    options.maximumWaiting = 2
    options.minimumIdle = minimumIdle
    return options
  }

  /// Goes from each state to all that can follow, and from each to a good end.
  @Test(arguments: [0, 1, 2])
  func `every state within reach keeps every promise`(minimumIdle: Int) async {
    let start = PoolWorld(options: Self.options(minimumIdle: minimumIdle))
    var seen: Set = [start.fingerprint]
    var frontier: [(world: PoolWorld, history: [PoolEvent])] = [(start, [])]
    for _ in 0..<8 {
      var reached: [(world: PoolWorld, history: [PoolEvent])] = []
      for (index, (world, history)) in frontier.enumerated() {
        if index % 20 == 0 { await Task.yield() }
        for event in world.possibleEvents {
          var next = world
          next.take(event)
          guard seen.insert(next.fingerprint).inserted else { continue }
          reached.append((next, history + [event]))
          var end = next
          end.wrapUp()
          guard end.violations.isEmpty else {
            Issue.record("\(end.violations) after \(history + [event])")
            return
          }
        }
      }
      frontier = reached
    }
    #expect(seen.count > 5_000)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a long random history keeps every promise`(seed: UInt64) async {
    var random = SplitMix64(seed: seed)
    var options = PoolOptions()
    options.maximumConnections = .random(in: 1...8, using: &random)
    options.minimumIdle = .random(in: 0...8, using: &random)
    options.maximumWaiting = .random(in: 1...12, using: &random)
    options.maximumLifetime = .seconds(.random(in: 20...100, using: &random))
    options.idleTimeout = .seconds(.random(in: 5...50, using: &random))
    var world = PoolWorld(options: options, seed: seed)
    for step in 0..<2_000 {
      if step % 20 == 0 { await Task.yield() }
      // Shutting down is for the end, and cancelling must not drown everything else.
      let events = world.possibleEvents.filter { event in
        switch event {
        case .shutDown: false
        case .cancel: Int.random(in: 0..<8, using: &random) == 0
        default: true
        }
      }
      guard let event = events.randomElement(using: &random) else { break }
      if Bool.random(using: &random) {
        world.pass(.milliseconds(.random(in: 0...800, using: &random)))
      }
      world.take(event)
      guard world.violations.isEmpty else {
        Issue.record("step \(step): \(world.violations)")
        return
      }
    }
    world.wrapUp()
    #expect(world.violations.isEmpty)
  }
}

extension PoolWorld {
  /// A tick is worth something when the time for it has come.
  fileprivate mutating func take(_ event: PoolEvent) {
    if event == .tick { passToNextDue() } else if isPossible(event) { send(event) }
  }

  private func isPossible(_ event: PoolEvent) -> Bool {
    switch event {
    case .cancel(let waiter): waiting.contains(waiter)
    case .opened(let id), .openFailed(let id, _): opening.contains(id)
    case .returned(let id, _), .rejected(let id): lent[id] != nil
    case .request, .tick, .shutDown: true
    }
  }
}
