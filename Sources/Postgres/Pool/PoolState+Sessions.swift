internal import DequeModule

// Which sessions there are, and who gets the next.
extension PoolState {
  mutating func opened(
    _ id: ConnectionID,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    guard opening.removeValue(forKey: id) != nil else { return }
    openedTotal += 1
    lastFailure = nil
    backoff.succeeded()
    let cut = options.lifetimeJitter * Double.random(in: 0...1, using: &random)
    offer(id, endOfLife: now + options.maximumLifetime * (1 - cut), now, &actions)
  }

  mutating func openFailed(
    _ id: ConnectionID,
    _ error: PostgresError,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    guard let startedAfter = opening.removeValue(forKey: id), phase == .open else { return }
    failuresTotal += 1
    lastFailure = error
    backoff.failed(startedAfter: startedAfter, at: now, using: &random)
    // A refusal that a retry will not change is told at once, unless a session that is still there
    // can serve those who wait.
    guard error.isDecisive, leased.isEmpty, opening.isEmpty else { return }
    while let waiter = waiting.popFirst() { actions.append(.refuse(waiter.id, error)) }
  }

  mutating func returned(
    _ id: ConnectionID,
    _ isClean: Bool,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    guard let lease = leased.removeValue(forKey: id), isClean else { return }
    offer(id, endOfLife: lease.endOfLife, now, &actions)
  }

  /// Gives a clean session to whoever waits longest, or keeps it.
  private mutating func offer(
    _ id: ConnectionID,
    endOfLife: Instant,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    guard phase == .open, endOfLife > now else { return actions.append(.close(id)) }
    if let waiter = waiting.popFirst() {
      leased[id] = Lease(endOfLife: endOfLife, holder: waiter)
      actions.append(.grant(id, to: waiter.id, idleSince: nil))
    } else {
      idle.append(Idle(id: id, since: now, endOfLife: endOfLife))
    }
  }

  /// How many more sessions would be of use, whether there is room for them or not.
  var wanted: Int {
    waiting.count + min(options.minimumIdle, options.maximumConnections) - idle.count
      - opening.count
  }

  mutating func openWhatIsWanted(_ now: Instant, _ actions: inout [PoolAction]) {
    let room = options.maximumConnections - idle.count - leased.count - opening.count
    var count = min(wanted, room)
    if let retryAt = backoff.retryAt {
      // One attempt at a time finds out whether the server is back.
      count = opening.isEmpty && retryAt <= now ? min(count, 1) : 0
    }
    guard count > 0 else { return }
    for _ in 0..<count {
      made += 1
      let id = ConnectionID(number: made)
      opening[id] = backoff.failures
      actions.append(.open(id))
    }
  }

  mutating func tick(_ now: Instant, _ actions: inout [PoolAction]) {
    refuseOverdue(now, &actions)
    let dead = idle.filter { $0.endOfLife <= now }
    idle.removeAll { $0.endOfLife <= now }
    actions += dead.map { .close($0.id) }
    while idle.count > options.minimumIdle, let oldest = idle.first,
      oldest.since + options.idleTimeout <= now
    {
      idle.removeFirst()
      actions.append(.close(oldest.id))
    }
  }
}

extension PostgresError {
  /// Whether the settings or the server's rules are the reason, so that trying again soon is vain.
  fileprivate var isDecisive: Bool {
    switch self {
    case .invalidConfiguration: true
    default: [.invalidPassword, .invalidAuthorization, .invalidCatalogName].contains(sqlState)
    }
  }
}
