import Testing

@testable import Postgres

/// What the state decides, with time as a value.
@Suite struct PoolStateTests {
  private static func world(_ change: (inout PoolOptions) -> Void = { _ in }) -> PoolWorld {
    var options = PoolOptions()
    options.maximumConnections = 3
    options.lifetimeJitter = 0
    change(&options)
    return PoolWorld(options: options)
  }

  @Test func `a request opens a session and gets it`() throws {
    var world = Self.world()
    #expect(world.send(.request(.first)) == [.open(.first)])
    #expect(world.send(.opened(.first)) == [.grant(.first, to: .first, idleSince: nil)])
    #expect(world.violations == [])
  }

  @Test func `the session that came back last goes out first`() {
    var world = Self.world()
    world.lend(3)
    for number in [2, 3, 1] as [UInt64] { world.send(.returned(.init(number), isClean: true)) }
    let granted = (4...6 as ClosedRange<UInt64>).map { number in
      world.send(.request(WaiterID(number: number)))
    }
    #expect(
      granted == [
        [.grant(.init(1), to: .init(4), idleSince: world.now)],
        [.grant(.init(3), to: .init(5), idleSince: world.now)],
        [.grant(.init(2), to: .init(6), idleSince: world.now)],
      ]
    )
  }

  @Test func `callers are served in the order in which they asked`() {
    var world = Self.world()
    world.lend(3)
    for number in 4...6 as ClosedRange<UInt64> { world.send(.request(.init(number))) }
    world.send(.cancel(.init(5)))
    #expect(
      world.send(.returned(.init(3), isClean: true))
        == [.grant(.init(3), to: .init(4), idleSince: nil)]
    )
    #expect(
      world.send(.returned(.init(1), isClean: true))
        == [.grant(.init(1), to: .init(6), idleSince: nil)]
    )
  }

  @Test func `who waits too long is told for how long`() {
    var world = Self.world { $0.waitingDeadline = .seconds(10) }
    world.lend(3)
    world.send(.request(.init(4)))
    world.pass(.seconds(9))
    #expect(world.waiting.count == 1)
    #expect(world.state.nextDue == world.now + .seconds(1))
    world.passToNextDue()
    #expect(world.actions == [.refuse(.init(4), .poolExhausted(waited: .seconds(10)))])
  }

  @Test func `a full queue refuses at once`() {
    var world = Self.world { $0.maximumWaiting = 2 }
    world.lend(3)
    world.send(.request(.init(4)))
    world.send(.request(.init(5)))
    #expect(
      world.send(.request(.init(6))) == [.refuse(.init(6), .poolExhausted(waited: .zero))]
    )
  }

  @Test func `idle sessions are closed after their time, down to the minimum`() {
    var world = Self.world {
      $0.idleTimeout = .seconds(60)
      $0.minimumIdle = 1
    }
    world.lend(3)
    for number in 1...3 as ClosedRange<UInt64> {
      world.pass(.seconds(1))
      world.send(.returned(.init(number), isClean: true))
    }
    world.pass(.seconds(58))
    #expect(world.idle == [.init(2), .init(3)])
    world.pass(.seconds(600))
    #expect(world.idle == [.init(3)])
  }

  @Test func `an old session is closed when idle, when it comes back, and before it goes out`() {
    var world = Self.world { $0.maximumLifetime = .seconds(100) }
    world.lend(3)
    world.send(.returned(.init(1), isClean: true))
    world.pass(.seconds(100))
    #expect(world.idle.isEmpty)
    #expect(world.send(.returned(.init(2), isClean: true)) == [.close(.init(2))])

    var late = Self.world { $0.maximumLifetime = .seconds(100) }
    late.lend(1)
    late.send(.returned(.first, isClean: true))
    var state = late.state
    let actions = state.handle(.request(.init(2)), at: late.now + .seconds(100))
    #expect(actions == [.close(.first), .open(.init(2))])
  }

  @Test func `sessions opened together do not end together`() {
    var world = Self.world {
      $0.maximumConnections = 50
      $0.lifetimeJitter = 0.2
      $0.maximumLifetime = .seconds(1000)
    }
    world.lend(50)
    let ages = Set(world.state.leased.values.map { world.now.duration(to: $0.endOfLife) })
    #expect(ages.count == 50)
    #expect(ages.allSatisfy { (.seconds(800)...(.seconds(1000))).contains($0) })
  }

  @Test func `the minimum of idle sessions is opened unasked and kept up`() {
    var world = Self.world { $0.minimumIdle = 2 }
    #expect(world.opening == [.init(1), .init(2)])
    world.send(.opened(.init(1)))
    world.send(.opened(.init(2)))
    #expect(
      world.send(.request(.first))
        == [.grant(.init(2), to: .first, idleSince: world.now), .open(.init(3))]
    )
    world.pass(.seconds(3600))
    #expect(world.opening.count == 2)
  }

  @Test func `a session found dead costs its caller neither its place nor its deadline`() {
    var world = Self.world { $0.maximumConnections = 1 }
    world.lend(1)
    world.send(.returned(.first, isClean: true))
    world.send(.request(.init(2)))
    world.pass(.seconds(4))
    world.send(.request(.init(3)))
    #expect(world.send(.rejected(.first)) == [.open(.init(2))])
    #expect(world.state.waiting.map(\.id.number) == [2, 3])
    #expect(world.state.nextDue == world.now + .seconds(6))
  }

  @Test func `after a shutdown nothing is lent and the lent may come back`() {
    var world = Self.world()
    world.lend(3)
    world.send(.returned(.init(3), isClean: true))
    #expect(
      world.send(.shutDown(deadline: world.now + .seconds(5))) == [.close(.init(3))]
    )
    #expect(world.send(.request(.init(9))) == [.refuse(.init(9), .poolClosed)])
    #expect(world.send(.returned(.init(1), isClean: true)) == [.close(.init(1))])
    #expect(world.send(.returned(.init(2), isClean: true)) == [.close(.init(2)), .finished])
  }

  @Test func `at the deadline of a shutdown what is still lent is ended`() {
    var world = Self.world()
    world.lend(1)
    world.send(.shutDown(deadline: world.now + .seconds(5)))
    var state = world.state
    #expect(state.handle(.tick, at: world.now + .seconds(4)) == [])
    #expect(state.handle(.tick, at: world.now + .seconds(5)) == [.abort(.first), .finished])
    #expect(state.handle(.returned(.first, isClean: true), at: world.now) == [.close(.first)])
  }
}

extension PoolWorld {
  /// Lends the sessions 1 to count to the callers 1 to count.
  mutating func lend(_ count: UInt64) {
    for number in 1...count { send(.request(WaiterID(number: number))) }
    for number in 1...count { send(.opened(ConnectionID(number: number))) }
  }
}

extension ConnectionID {
  static let first = ConnectionID(number: 1)
  init(_ number: UInt64) { self.init(number: number) }
}

extension WaiterID {
  static let first = WaiterID(number: 1)
  init(_ number: UInt64) { self.init(number: number) }
}
