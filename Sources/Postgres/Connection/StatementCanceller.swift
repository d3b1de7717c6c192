internal import CLibpq
internal import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Cancels the statement that runs on a connection, from any thread.
///
/// The server drops a request that comes before the statement has, and a pooler one for a client that
/// still waits for a session. Therefore a request is repeated until the operation has ended.
///
/// Invariant: between `begin` and `finish` one operation is under way, and `finish` returns only when
/// no cancel request is on its way any more, or when the session is over, so that a late one never
/// hits the next statement.
///
/// `@unchecked Sendable`: `PGcancel` is made for use from other threads, and its life ends in
/// `deinit`, when no thread holds this object.
final class StatementCanceller: @unchecked Sendable {
  private let cancel: OpaquePointer?
  private let grace: Duration
  private let state: Mutex<State>

  fileprivate struct State {
    /// `nil` once the connection is closed, so that a foreign socket is never shut down.
    var socket: Int32?
    var phase = Phase.idle
    /// Counts operations: what an earlier one left behind finds another number and does nothing.
    var operation: UInt64 = 0
  }

  fileprivate enum Phase {
    case idle
    case running
    /// A cancel request is under way; `grace` is the timer that ends the wait.
    case requested(grace: UInt64, attempt: Int)
    /// The request was delivered, and will be repeated, for the operation has not ended yet.
    case delivered(grace: UInt64, again: UInt64)
    /// The operation has ended; `finish` waits for the end of the request or of the grace.
    case finishing(grace: UInt64, UnsafeContinuation<Void, Never>)
    /// The grace is over and the session with it.
    case expired
  }

  /// How an operation ended, as far as cancelling goes.
  enum Ending {
    case undisturbed
    /// A request was sent and has arrived.
    case cancelled
    /// A request may still be on its way: the session must not be used again.
    case expired
  }

  init(raw: OpaquePointer, socket: Int32, grace: Duration) {
    cancel = PQgetCancel(raw)
    self.grace = grace
    state = Mutex(State(socket: socket))
  }

  deinit { PQfreeCancel(cancel) }

  func begin() {
    state.withLock { state in
      state.phase = .running
      state.operation += 1
    }
  }

  /// Asks the server to cancel what runs; does nothing when nothing does.
  func request() {
    if let operation = state.withLock({ claim(&$0) }) { send(operation) }
  }

  /// Ends the session for good, and what runs on it ends on the server, too.
  ///
  /// The socket goes before the request is sent: the server's answer to that would otherwise reach
  /// the caller, now and then, in place of the end of the session.
  func abort() {
    let operation = state.withLock { state in
      let operation = claim(&state)
      state.shutDown()
      return operation
    }
    if let operation { send(operation) }
  }

  /// Notes that a request for the operation under way is sent now; `nil` when there is none, or
  /// when one is under way.
  private func claim(_ state: inout State) -> UInt64? {
    guard case .running = state.phase else { return nil }
    // A server that cannot be reached any more must not hold the caller: after the grace the
    // socket is shut down, and the wait for the answer ends.
    let operation = state.operation
    let timer = Reactor.shared.schedule(at: .now + grace) { [weak self] in
      self?.expire(operation)
    }
    state.phase = .requested(grace: timer, attempt: 0)
    return operation
  }

  private func send(_ operation: UInt64) {
    let isOnItsWay = OwnThread.start { [self] in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
        _ = PQcancel(cancel, message.baseAddress, Int32(message.count))
      }
      delivered(operation)
    }
    if !isOnItsWay { expire(operation) }
  }

  private func delivered(_ operation: UInt64) {
    let waiting = state.withLock { state -> UnsafeContinuation<Void, Never>? in
      guard state.operation == operation else { return nil }
      switch state.phase {
      case .requested(let timer, let attempt):
        let pause = Duration.milliseconds(50) * (1 << min(attempt, 5))
        let again = Reactor.shared.schedule(at: .now + pause) { [weak self] in
          self?.repeatRequest(operation, attempt: attempt + 1)
        }
        state.phase = .delivered(grace: timer, again: again)
        return nil
      case .finishing(let timer, let continuation):
        Reactor.shared.cancelTimer(timer)
        state.phase = .idle
        return continuation
      case .idle, .running, .delivered, .expired: return nil
      }
    }
    waiting?.resume()
  }

  private func repeatRequest(_ operation: UInt64, attempt: Int) {
    let isWanted = state.withLock { state in
      guard state.operation == operation, case .delivered(let grace, _) = state.phase else {
        return false
      }
      state.phase = .requested(grace: grace, attempt: attempt)
      return true
    }
    if isWanted { send(operation) }
  }

  /// The grace is over: ends the session and every wait for it.
  private func expire(_ operation: UInt64) {
    let waiting = state.withLock { state -> UnsafeContinuation<Void, Never>? in
      guard state.operation == operation else { return nil }
      switch state.phase {
      case .requested, .delivered:
        state.phase = .expired
        state.shutDown()
        return nil
      case .finishing(_, let continuation):
        state.phase = .expired
        state.shutDown()
        return continuation
      case .idle, .running, .expired: return nil
      }
    }
    waiting?.resume()
  }

  /// Ends the operation.
  nonisolated(nonsending) func finish() async -> Ending {
    if let ending = state.withLock({ $0.settle() }) { return ending }
    await withUnsafeContinuation { continuation in
      let mustWait = state.withLock { state in
        guard case .requested(let grace, _) = state.phase else { return false }
        state.phase = .finishing(grace: grace, continuation)
        return true
      }
      if !mustWait { continuation.resume() }
    }
    return state.withLock { $0.settle() ?? .cancelled } == .expired ? .expired : .cancelled
  }

  /// Ends the session for good, so that nobody waits for its server any longer.
  func shutDown() {
    state.withLock { $0.shutDown() }
  }

  /// Called before the socket is closed. A request that is still on its way concerns nobody then.
  func detach() {
    state.withLock { state in
      state.socket = nil
      if case .requested(let grace, _) = state.phase {
        Reactor.shared.cancelTimer(grace)
        state.phase = .expired
      }
    }
  }
}

extension StatementCanceller.State {
  fileprivate func shutDown() {
    if let socket { _ = shutdown(socket, Int32(SHUT_RDWR)) }
  }

  /// The way in which the operation has ended, or `nil` while a request is on its way.
  fileprivate mutating func settle() -> StatementCanceller.Ending? {
    switch phase {
    case .requested, .finishing: return nil
    case .delivered(let grace, let again):
      Reactor.shared.cancelTimer(grace)
      Reactor.shared.cancelTimer(again)
      phase = .idle
      return .cancelled
    case .expired:
      phase = .idle
      return .expired
    case .idle, .running:
      phase = .idle
      return .undisturbed
    }
  }
}
