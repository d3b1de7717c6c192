/// What a pool's lock guards: its state, and the real things behind the state's names.
struct PoolCore: Sendable {
  typealias Answer = UnsafeContinuation<Result<PoolGrant, PostgresError>, Never>
  typealias Ending = UnsafeContinuation<Void, Never>

  private(set) var state: PoolState
  /// The sessions that nobody uses.
  private var sessions: [ConnectionID: PooledSession] = [:]
  /// How to end the sessions in callers' hands.
  private var leased: [ConnectionID: StatementCanceller] = [:]
  private var answers: [WaiterID: Answer] = [:]
  private var endings: [Ending] = []
  /// The tasks that open sessions. The pool owns them: each ends within the connect timeout, or at
  /// once when it is cancelled.
  private var openers: [ConnectionID: Task<Void, Never>] = [:]
  /// The timer that will send the next `tick`.
  var timer: (key: UInt64, due: ContinuousClock.Instant)?

  init(state: PoolState) {
    self.state = state
  }

  /// What is left to do once the lock is released.
  enum Effect {
    case answer(Answer, Result<PoolGrant, PostgresError>)
    case open(ConnectionID)
    case close(PooledSession)
    case abort(StatementCanceller)
    case cancel(Task<Void, Never>)
    case end(Ending)
  }

  // MARK: What comes along with an event

  mutating func expectAnswer(_ answer: Answer, for waiter: WaiterID) {
    answers[waiter] = answer
  }

  mutating func expectEnding(_ ending: Ending) {
    endings.append(ending)
  }

  mutating func add(_ session: PooledSession) {
    sessions[session.id] = session
  }

  /// - Returns: Whether the opener is still wanted.
  mutating func add(_ opener: Task<Void, Never>, for id: ConnectionID) -> Bool {
    openers[id] = opener
    return state.phase == .open
  }

  // MARK: Events

  mutating func handle(_ event: PoolEvent, at now: ContinuousClock.Instant) -> [Effect] {
    switch event {
    case .returned(let id, _), .rejected(let id): leased[id] = nil
    case .opened(let id), .openFailed(let id, _): openers[id] = nil
    case .cancel(let waiter):
      // Whoever is still waiting is answered here; the state then forgets it.
      guard let answer = answers.removeValue(forKey: waiter) else { return [] }
      return [.answer(answer, .failure(.cancelled))] + effects(of: event, at: now)
    case .request, .tick, .shutDown: break
    }
    return effects(of: event, at: now)
  }

  private mutating func effects(
    of event: PoolEvent,
    at now: ContinuousClock.Instant
  ) -> [Effect] {
    var effects: [Effect] = []
    for action in state.handle(event, at: now) {
      switch action {
      case .grant(let id, let waiter, let idleSince):
        guard let session = sessions.removeValue(forKey: id),
          let answer = answers.removeValue(forKey: waiter)
        else { preconditionFailure("A session is granted once, to one who waits.") }
        leased[id] = session.canceller
        let grant = PoolGrant(
          session: session,
          waiter: waiter,
          idleFor: idleSince.map { $0.duration(to: now) }
        )
        effects.append(.answer(answer, .success(grant)))
      case .refuse(let waiter, let error):
        guard let answer = answers.removeValue(forKey: waiter) else {
          preconditionFailure("A caller is refused once.")
        }
        effects.append(.answer(answer, .failure(error)))
      case .open(let id): effects.append(.open(id))
      case .close(let id):
        if let session = sessions.removeValue(forKey: id) { effects.append(.close(session)) }
      case .cancelOpening(let id):
        if let opener = openers[id] { effects.append(.cancel(opener)) }
      case .abort(let id):
        if let canceller = leased[id] { effects.append(.abort(canceller)) }
      case .finished:
        effects += endings.map { .end($0) }
        endings = []
      }
    }
    return effects
  }
}

/// A session in the hands of the caller who asked for it.
struct PoolGrant: Sendable {
  let session: PooledSession
  let waiter: WaiterID
  /// `nil` when it was in use or opened just now.
  let idleFor: Duration?
}
