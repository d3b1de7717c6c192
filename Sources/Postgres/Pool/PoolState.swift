internal import DequeModule

/// What a pool knows and decides, without a session, a thread or a clock in it: events go in, actions
/// come out, and time is a parameter.
///
/// Invariants:
/// - idle + leased + opening sessions never exceed the maximum, and no session is two of these;
/// - somebody waits only while no session is idle;
/// - waiting callers are in the order in which they asked;
/// - once shut down, no session is idle and nobody waits.
struct PoolState: Sendable {
  typealias Instant = ContinuousClock.Instant

  struct Waiter: Hashable, Sendable {
    var id: WaiterID
    var since: Instant
  }

  struct Idle: Hashable, Sendable {
    var id: ConnectionID
    var since: Instant
    var endOfLife: Instant
  }

  struct Lease: Hashable, Sendable {
    var endOfLife: Instant
    var holder: Waiter
  }

  enum Phase: Hashable, Sendable {
    case open
    case draining(deadline: Instant)
    case closed
  }

  let options: PoolOptions
  var random: SplitMix64
  var made: UInt64 = 0
  var phase = Phase.open
  var waiting: Deque<Waiter> = []
  /// The one that came back last is at the end and goes out first: it is the warmest, and those that
  /// are not needed grow old.
  var idle: [Idle] = []
  var leased: [ConnectionID: Lease] = [:]
  /// Each with the number of failures in a row before it started.
  var opening: [ConnectionID: Int] = [:]
  var backoff: ConnectBackoff
  var openedTotal = 0
  var failuresTotal = 0
  var lastFailure: PostgresError?

  init(options: PoolOptions, seed: UInt64) {
    precondition(options.maximumConnections > 0, "A pool needs room for at least one session.")
    precondition(options.maximumWaiting > 0, "Somebody must be allowed to wait for a session.")
    precondition((0...1).contains(options.lifetimeJitter), "The jitter is a share, from 0 to 1.")
    self.options = options
    random = SplitMix64(seed: seed)
    backoff = ConnectBackoff(
      first: options.reconnectDelay,
      limit: options.maximumReconnectDelay
    )
  }

  mutating func handle(_ event: PoolEvent, at now: Instant) -> [PoolAction] {
    var actions: [PoolAction] = []
    switch event {
    case .request(let waiter): request(waiter, now, &actions)
    case .cancel(let waiter): cancel(waiter)
    case .opened(let connection): opened(connection, now, &actions)
    case .openFailed(let connection, let error): openFailed(connection, error, now, &actions)
    case .returned(let connection, let isClean): returned(connection, isClean, now, &actions)
    case .rejected(let connection): rejected(connection, now, &actions)
    case .tick: tick(now, &actions)
    case .shutDown(let deadline): shutDown(deadline, now, &actions)
    }
    if phase == .open { openWhatIsWanted(now, &actions) } else { drain(now, &actions) }
    return actions
  }

  /// When to send `tick` at the latest.
  var nextDue: Instant? {
    switch phase {
    case .closed: return nil
    case .draining(let deadline): return deadline
    case .open: break
    }
    var due: Instant?
    func consider(_ instant: Instant) { due = due.map { min($0, instant) } ?? instant }
    if let first = waiting.first { consider(deadline(of: first)) }
    for session in idle { consider(session.endOfLife) }
    if idle.count > options.minimumIdle, let oldest = idle.first {
      consider(oldest.since + options.idleTimeout)
    }
    if let retry = backoff.retryAt, opening.isEmpty, wanted > 0 { consider(retry) }
    return due
  }

  var statistics: PoolStatistics {
    var statistics = PoolStatistics()
    statistics.idle = idle.count
    statistics.leased = leased.count
    statistics.opening = opening.count
    statistics.waiting = waiting.count
    statistics.opened = openedTotal
    statistics.failures = failuresTotal
    statistics.lastFailure = lastFailure
    return statistics
  }
}
