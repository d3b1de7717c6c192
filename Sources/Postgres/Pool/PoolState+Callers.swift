internal import DequeModule

// Who waits, and who is answered how.
extension PoolState {
  mutating func request(_ id: WaiterID, _ now: Instant, _ actions: inout [PoolAction]) {
    guard phase == .open else { return actions.append(.refuse(id, .poolClosed)) }
    let waiter = Waiter(id: id, since: now)
    if waiting.isEmpty, grantIdle(to: waiter, now, &actions) { return }
    guard waiting.count < options.maximumWaiting else {
      return actions.append(.refuse(id, .poolExhausted(waited: .zero)))
    }
    waiting.append(waiter)
  }

  mutating func cancel(_ id: WaiterID) {
    guard let place = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: place)
  }

  mutating func rejected(
    _ id: ConnectionID,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    guard let holder = leased.removeValue(forKey: id)?.holder else { return }
    guard phase == .open else { return actions.append(.refuse(holder.id, .poolClosed)) }
    let place = waiting.firstIndex { $0.id.number > holder.id.number } ?? waiting.endIndex
    waiting.insert(holder, at: place)
    if place == waiting.startIndex, grantIdle(to: holder, now, &actions) {
      waiting.removeFirst()
    }
    refuseOverdue(now, &actions)
  }

  mutating func grantIdle(
    to waiter: Waiter,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) -> Bool {
    while let candidate = idle.popLast() {
      guard candidate.endOfLife > now else {
        actions.append(.close(candidate.id))
        continue
      }
      leased[candidate.id] = Lease(endOfLife: candidate.endOfLife, holder: waiter)
      actions.append(.grant(candidate.id, to: waiter.id, idleSince: candidate.since))
      return true
    }
    return false
  }

  mutating func refuseOverdue(_ now: Instant, _ actions: inout [PoolAction]) {
    while let first = waiting.first, deadline(of: first) <= now {
      waiting.removeFirst()
      actions.append(.refuse(first.id, overdue(waited: first.since.duration(to: now))))
    }
  }

  func deadline(of waiter: Waiter) -> Instant {
    waiter.since + options.waitingDeadline
  }

  /// Where sessions cannot be opened, that is why nobody got one.
  private func overdue(waited: Duration) -> PostgresError {
    switch lastFailure {
    case nil: .poolExhausted(waited: waited)
    case .connectionFailed(let failure):
      .connectionFailed(
        ConnectionFailure(
          sqlState: failure.sqlState,
          message: "\(failure.message) (tried for \(waited))"
        )
      )
    case .some(let other): other
    }
  }
}
