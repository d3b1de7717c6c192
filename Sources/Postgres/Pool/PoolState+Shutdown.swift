internal import DequeModule

// The end.
extension PoolState {
  mutating func shutDown(
    _ deadline: Instant,
    _ now: Instant,
    _ actions: inout [PoolAction]
  ) {
    switch phase {
    case .closed: actions.append(.finished)
    case .draining(let earlier): phase = .draining(deadline: min(earlier, deadline))
    case .open:
      phase = .draining(deadline: deadline)
      actions += waiting.map { .refuse($0.id, .poolClosed) }
      actions += idle.map { .close($0.id) }
      actions += opening.keys.map { .cancelOpening($0) }
      waiting = []
      idle = []
    }
  }

  mutating func drain(_ now: Instant, _ actions: inout [PoolAction]) {
    guard case .draining(let deadline) = phase else { return }
    guard leased.isEmpty && opening.isEmpty || deadline <= now else { return }
    phase = .closed
    actions += leased.keys.map { .abort($0) }
    actions.append(.finished)
  }
}
