internal import CLibpq
internal import Synchronization

/// Hands a session from the thread that opens it to the task that waits, or closes it when the task
/// has gone.
final class ConnectAttempt: Sendable {
  enum Outcome: Sendable {
    case opened(OpenSession)
    case failed(ConnectionFailure)
    case timedOut(Duration)
    case cancelled
  }

  private enum State {
    case pending
    case waiting(UnsafeContinuation<Outcome, Never>)
    case ready(Outcome)
    case taken
  }

  private let state = Mutex(State.pending)

  func finish(with outcome: Outcome) {
    if !settle(outcome), case .opened(let session) = outcome { PQfinish(session.raw) }
  }

  func abandon(_ outcome: Outcome) {
    _ = settle(outcome)
  }

  /// Closes a session that nobody has taken, now or as soon as it is open.
  func drop() {
    let left = state.withLock { state -> Outcome? in
      defer { state = .taken }
      guard case .ready(let outcome) = state else { return nil }
      return outcome
    }
    if case .opened(let session)? = left { PQfinish(session.raw) }
  }

  /// Whether this outcome is the one that counts.
  private func settle(_ outcome: Outcome) -> Bool {
    let (counts, waiting) = state.withLock {
      state -> (Bool, UnsafeContinuation<Outcome, Never>?) in
      switch state {
      case .pending:
        state = .ready(outcome)
        return (true, nil)
      case .waiting(let continuation):
        state = .taken
        return (true, continuation)
      case .ready, .taken: return (false, nil)
      }
    }
    waiting?.resume(returning: outcome)
    return counts
  }

  nonisolated(nonsending) func outcome() async -> Outcome {
    await withUnsafeContinuation { continuation in
      let ready = state.withLock { state -> Outcome? in
        guard case .ready(let outcome) = state else {
          state = .waiting(continuation)
          return nil
        }
        state = .taken
        return outcome
      }
      if let ready { continuation.resume(returning: ready) }
    }
  }
}

/// A session on its way from one owner to the next.
///
/// `@unchecked Sendable`: exactly one side holds it at any time.
struct OpenSession: @unchecked Sendable {
  let raw: OpaquePointer
}
