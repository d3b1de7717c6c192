internal import Logging
internal import Synchronization

/// A bounded set of sessions with one server, lent to one caller at a time.
///
/// ```swift
/// let pool = ConnectionPool(target: target)
/// let names = try await pool.withTransaction { connection in
///   try await connection.query("SELECT name FROM facility ORDER BY name").decode(as: String.self)
/// }
/// await pool.shutdown()
/// ```
///
/// Sessions are opened on demand. Callers are served in the order in which they asked; of the idle
/// sessions the one used last goes first. A server that cannot be reached is tried again with growing
/// pauses while callers wait for their deadline.
///
/// A caller that asks for a second session while it holds one can wait for itself: it then fails at
/// the deadline like every other.
public final class ConnectionPool: Sendable {
  let target: ConnectionTarget
  private let options: PoolOptions
  private let core: Mutex<PoolCore>
  private let lastWaiter = Atomic<UInt64>(0)

  /// Makes a pool. It connects at once only when `PoolOptions.minimumIdle` asks for it.
  public init(target: ConnectionTarget, options: PoolOptions = PoolOptions()) {
    self.target = target
    self.options = options
    let state = PoolState(options: options, seed: .random(in: .min ... .max))
    core = Mutex(PoolCore(state: state))
    send(.tick)
  }

  /// Lends a session for the length of the body.
  ///
  /// The session comes back however the body ends, also when the task is cancelled: an open
  /// transaction is rolled back, `PoolOptions.reset` is done, and a session that cannot be brought
  /// into order is closed. The connection must not be kept: one that was is closed when the body
  /// ends.
  ///
  /// - Throws: What the body throws; `poolExhausted` when no session came free before the deadline or
  ///   too many wait; `connectionFailed` when none could be opened before it, or the server's refusal
  ///   is final; `poolClosed`; `cancelled`.
  @discardableResult
  public func withConnection<Value>(
    _ body: (Connection) async throws -> sending Value
  ) async throws -> sending Value {
    let session = try await lease()
    let value: Value
    do {
      value = try await body(session.connection)
    } catch {
      await takeBack(session)
      throw error
    }
    await takeBack(session)
    return value
  }

  /// Lends a session for one transaction: commits when the body returns, rolls back when it throws.
  ///
  /// - Throws: As `withConnection` and `Connection.transaction`.
  @discardableResult
  public func withTransaction<Value: Sendable>(
    _ options: TransactionOptions = TransactionOptions(),
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await withConnection { connection in
      try await connection.transaction(options, body)
    }
  }

  /// Lends no more sessions, fails those who wait with `poolClosed`, closes what is idle, and waits
  /// for what is lent.
  ///
  /// - Parameter deadline: How long callers may keep their sessions. Then their statements are
  ///   cancelled and the sessions ended; what they still run throws `connectionLost` or `cancelled`.
  ///   A cancelled task waits no longer, as if the deadline had come.
  public func shutdown(deadline: Duration = .seconds(30)) async {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { ending in
        send(.shutDown(deadline: .now + (Task.isCancelled ? .zero : deadline))) {
          $0.expectEnding(ending)
        }
      }
    } onCancel: {
      send(.shutDown(deadline: .now))
    }
  }

  /// The pool's numbers now.
  public var statistics: PoolStatistics {
    core.withLock { $0.state.statistics }
  }
}

// MARK: - Lending

extension ConnectionPool {
  /// Waits for a session and makes sure that it works.
  private func lease() async throws(PostgresError) -> PooledSession {
    let waiter = WaiterID(number: lastWaiter.add(1, ordering: .relaxed).newValue)
    var event = PoolEvent.request(waiter)
    while true {
      let grant = try await answer(to: event, from: waiter).get()
      let session = grant.session
      guard let idleFor = grant.idleFor else { return session }
      do {
        if try await session.connection.isSound(afterIdle: idleFor, options: options) {
          return session
        }
      } catch {
        await takeBack(session)
        throw error
      }
      log("a session was found dead", session.id)
      session.connection.close()
      event = .rejected(session.id)
    }
  }

  private func answer(
    to event: PoolEvent,
    from waiter: WaiterID
  ) async -> Result<PoolGrant, PostgresError> {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { answer in
        send(event) { $0.expectAnswer(answer, for: waiter) }
        // The handler may have run before there was anyone to answer.
        if Task.isCancelled { send(.cancel(waiter)) }
      }
    } onCancel: {
      send(.cancel(waiter))
    }
  }

  private func takeBack(_ session: PooledSession) async {
    var isClean = await session.connection.cleanUp(options: options)
    if session.hasEscaped() {
      log("a session's connection was kept beyond its lease", session.id)
      isClean = false
    }
    if !isClean {
      session.connection.close()
      log("a session came back broken or unclean and was closed", session.id)
    }
    send(.returned(session.id, isClean: isClean)) { [isClean] core in
      if isClean { core.add(session) }
    }
  }
}

// MARK: - Opening

extension ConnectionPool {
  /// Opens a session in a task that the pool owns: it must outlive the caller for whom it started,
  /// who may go away or be served by another session first.
  private func open(_ id: ConnectionID) {
    core.withLock { core in
      let opener = Task { await connect(id) }
      if !core.add(opener, for: id) { opener.cancel() }
    }
  }

  private func connect(_ id: ConnectionID) async {
    do {
      let connection = try await Connection.connect(to: target, options: options.connection)
      let session = PooledSession(id: id, connection: connection)
      log("a session was opened", id)
      send(.opened(id)) { $0.add(session) }
    } catch {
      log("a session could not be opened: \(error)", id)
      send(.openFailed(id, error))
    }
  }
}

// MARK: - Events

extension ConnectionPool {
  private func send(_ event: PoolEvent, with preparation: (inout PoolCore) -> Void = { _ in }) {
    let now = ContinuousClock.now
    let effects = core.withLock { core in
      preparation(&core)
      let effects = core.handle(event, at: now)
      setTimer(&core)
      return effects
    }
    for effect in effects { perform(effect) }
  }

  private func perform(_ effect: PoolCore.Effect) {
    switch effect {
    case .answer(let answer, let result): answer.resume(returning: result)
    case .open(let id): open(id)
    case .close(let session):
      session.connection.close()
      log("a session was closed", session.id)
    case .abort(let canceller): canceller.abort()
    case .cancel(let opener): opener.cancel()
    case .end(let ending): ending.resume()
    }
  }

  /// One timer serves the whole pool. A timer that comes too early only finds nothing to do.
  private func setTimer(_ core: inout PoolCore) {
    guard let due = core.state.nextDue else { return }
    if let timer = core.timer {
      guard due < timer.due else { return }
      Reactor.shared.cancelTimer(timer.key)
    }
    let key = Reactor.shared.schedule(at: due) { [weak self] in self?.timerFired() }
    core.timer = (key, due)
  }

  private func timerFired() {
    send(.tick) { $0.timer = nil }
  }

  private func log(_ message: @autoclosure () -> Logger.Message, _ id: ConnectionID) {
    options.connection.logger?.debug(message(), metadata: ["pool-session": "\(id.number)"])
  }
}
