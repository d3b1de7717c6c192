@testable import Postgres

/// The world around a pool's state: it does what the state asks for, knows what the state owes to
/// whom, and says which promise was broken.
struct PoolWorld {
  private(set) var state: PoolState
  private(set) var now = ContinuousClock.now
  private(set) var violations: [String] = []
  /// What the state asked for latest.
  private(set) var actions: [PoolAction] = []

  private(set) var asked: UInt64 = 0
  private(set) var waiting: Set<WaiterID> = []
  private(set) var lent: [ConnectionID: (holder: WaiterID, stoodIdle: Bool)] = [:]
  private(set) var idle: Set<ConnectionID> = []
  private(set) var opening: Set<ConnectionID> = []
  private(set) var finished = false
  private var isShutDown = false
  private var deadlines: [WaiterID: ContinuousClock.Instant] = [:]
  private let options: PoolOptions

  init(options: PoolOptions, seed: UInt64 = 1) {
    self.options = options
    state = PoolState(options: options, seed: seed)
    send(.tick)
  }

  /// Everything that could happen next.
  var possibleEvents: [PoolEvent] {
    var events: [PoolEvent] = [.request(WaiterID(number: asked + 1))]
    events += waiting.sorted { $0.number < $1.number }.map { .cancel($0) }
    for id in opening.sorted(by: { $0.number < $1.number }) {
      events += [.opened(id), .openFailed(id, .unreachable), .openFailed(id, .wrongPassword)]
    }
    for (id, loan) in lent.sorted(by: { $0.key.number < $1.key.number }) {
      events += [.returned(id, isClean: true), .returned(id, isClean: false)]
      if loan.stoodIdle { events.append(.rejected(id)) }
    }
    if state.nextDue != nil { events.append(.tick) }
    if !isShutDown { events.append(.shutDown(deadline: now + .seconds(5))) }
    return events
  }

  mutating func pass(_ time: Duration) {
    now += time
    send(.tick)
  }

  /// Tells states apart that may have different futures.
  var fingerprint: Fingerprint {
    Fingerprint(
      state: state.phase,
      now: now,
      waiting: Array(state.waiting),
      idle: state.idle,
      leased: state.leased,
      opening: state.opening,
      backoff: state.backoff,
      next: asked,
      lastFailure: state.statistics.lastFailure,
      isFinished: finished,
      violations: violations
    )
  }

  struct Fingerprint: Hashable {
    var state: PoolState.Phase
    var now: ContinuousClock.Instant
    var waiting: [PoolState.Waiter]
    var idle: [PoolState.Idle]
    var leased: [ConnectionID: PoolState.Lease]
    var opening: [ConnectionID: Int]
    var backoff: ConnectBackoff
    var next: UInt64
    var lastFailure: PostgresError?
    var isFinished: Bool
    var violations: [String]
  }

  /// Lets the time pass until the state wants to act.
  mutating func passToNextDue() {
    guard let due = state.nextDue else { return }
    now = max(now, due)
    send(.tick)
  }

  @discardableResult
  mutating func send(_ event: PoolEvent) -> [PoolAction] {
    // A session that is on its way from one side to the other with this event.
    var inHand: ConnectionID?
    switch event {
    case .request(let waiter):
      asked = max(asked, waiter.number)
      waiting.insert(waiter)
      deadlines[waiter] = now + options.waitingDeadline
    case .cancel(let waiter): waiting.remove(waiter)
    case .opened(let id):
      opening.remove(id)
      inHand = id
    case .openFailed(let id, _): opening.remove(id)
    case .returned(let id, let isClean):
      lent[id] = nil
      if isClean { inHand = id }
    case .rejected(let id):
      if let holder = lent.removeValue(forKey: id)?.holder { waiting.insert(holder) }
    case .shutDown: isShutDown = true
    case .tick: break
    }
    actions = state.handle(event, at: now)
    for action in actions { perform(action, &inHand) }
    if let inHand { idle.insert(inHand) }
    check(after: event)
    return actions
  }

  private mutating func perform(_ action: PoolAction, _ inHand: inout ConnectionID?) {
    switch action {
    case .grant(let id, let waiter, let idleSince):
      demand(waiting.allSatisfy { $0.number >= waiter.number }, "\(waiter) went before its turn")
      demand(waiting.remove(waiter) != nil, "\(waiter) was answered twice")
      if idleSince == nil {
        demand(inHand == id, "\(id) was lent although nobody had it")
        inHand = nil
      } else {
        demand(idle.remove(id) != nil, "\(id) was lent although it was not idle")
      }
      demand(lent[id] == nil, "\(id) was lent twice")
      demand(!isShutDown, "\(id) was lent after the shutdown")
      lent[id] = (waiter, idleSince != nil)
    case .refuse(let waiter, let error):
      demand(waiting.remove(waiter) != nil, "\(waiter) was answered twice")
      demand(isShutDown == (error == .poolClosed), "\(error) is not why")
    case .open(let id):
      demand(!isShutDown, "\(id) was opened after the shutdown")
      demand(opening.insert(id).inserted, "\(id) was opened twice")
    case .close(let id):
      let wasInHand = inHand == id
      if wasInHand { inHand = nil }
      demand(wasInHand || idle.remove(id) != nil, "\(id) was closed although it was not the pool's")
    case .cancelOpening(let id): demand(opening.contains(id), "\(id) was not being opened")
    case .abort(let id):
      demand(isShutDown && lent[id] != nil, "\(id) was aborted although it was not lent")
    case .finished: finished = true
    }
  }

  private mutating func check(after event: PoolEvent) {
    demand(idle.count + lent.count + opening.count <= options.maximumConnections, "too many")
    demand(waiting.isEmpty || idle.isEmpty, "somebody waits beside an idle session")
    demand(Set(state.idle.map(\.id)) == idle, "the state's idle sessions are others")
    demand(Set(state.leased.keys) == Set(lent.keys), "the state's leased sessions are others")
    demand(Set(state.opening.keys) == opening, "the state's openings are others")
    demand(Set(state.waiting.map(\.id)) == waiting, "the state's waiting callers are others")
    // Those whose session was found dead come back although the queue is full.
    let bound = options.maximumWaiting + options.maximumConnections
    demand(waiting.count <= bound, "a crowd waits")
    if !waiting.isEmpty {
      demand(!isShutDown, "somebody waits after the shutdown")
      let isFull = idle.count + lent.count + opening.count == options.maximumConnections
      let latest = waiting.compactMap { deadlines[$0] }.min()
      demand(state.nextDue.map { $0 <= latest ?? now } ?? false, "nobody wakes up for a deadline")
      if state.statistics.lastFailure == nil {
        demand(isFull || !opening.isEmpty, "somebody waits and nothing is being done")
      }
    }
    if isShutDown { demand(idle.isEmpty, "a session leaks after the shutdown") }
    let isOver = isShutDown && lent.isEmpty && opening.isEmpty
    if isOver { demand(finished, "the shutdown does not end") }
  }

  private mutating func demand(_ condition: Bool, _ sentence: @autoclosure () -> String) {
    if !condition { violations.append(sentence()) }
  }

  /// Whatever the state was: all deadlines pass, everything ends, and nothing is left.
  mutating func wrapUp() {
    for _ in 0..<100 where !waiting.isEmpty { passToNextDue() }
    demand(waiting.isEmpty, "somebody was never answered")
    if !isShutDown { send(.shutDown(deadline: now + .seconds(5))) }
    passToNextDue()
    demand(finished, "the deadline did not end the shutdown")
    for id in opening { send(.opened(id)) }
    for id in lent.keys { send(.returned(id, isClean: true)) }
    demand(state.phase == .closed, "the pool is not closed")
    demand(state.statistics.connections == 0, "sessions are left")
    demand(state.nextDue == nil, "a closed pool waits for something")
  }
}

extension PostgresError {
  static let unreachable = PostgresError.connectionFailed(
    ConnectionFailure(message: "connection refused")
  )
  static let wrongPassword = PostgresError.connectionFailed(
    ConnectionFailure(sqlState: .invalidPassword, message: "password authentication failed")
  )
}
