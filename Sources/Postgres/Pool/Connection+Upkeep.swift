internal import CLibpq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// What a pool does to a session between two callers.
extension Connection {
  /// Whether a session that stood idle can still be used.
  ///
  /// A server that ended the session has said so on the socket, which costs one system call to see.
  /// What else may have arrived there (a notice, a changed parameter, a TLS ticket) and a long time
  /// without any traffic are reasons to ask.
  func isSound(afterIdle idle: Duration, options: PoolOptions) async throws(PostgresError) -> Bool {
    let hasInput = hasUnexpectedInput
    if hasInput, PQconsumeInput(raw) == 0 { return false }
    guard hasInput || idle >= options.checkAfterIdle else { return true }
    var question = Pipeline()
    question.append(SQLScript(text: "SELECT 1"))
    do {
      _ = try await within(options.upkeepTimeout) { () async throws(PostgresError) in
        try await run(question)
      }
    } catch .cancelled where isOpen {
      throw .cancelled
    } catch {
      return false
    }
    return isOpen
  }

  /// Brings a session into the state in which the next caller expects it.
  ///
  /// - Returns: Whether that went well; if not, the session must be closed. A cancelled task does
  ///   not keep this from happening.
  func cleanUp(options: PoolOptions) async -> Bool {
    guard isOpen else { return false }
    if transactionStatus == .idle, options.reset == .none { return true }
    do {
      return try await within(options.upkeepTimeout) { () async throws(PostgresError) in
        switch transactionStatus {
        case .idle: break
        case .inTransaction, .failed: try await rollBackAfterFailure()
        // A statement or a COPY whose results nobody read.
        case .active, .unknown: return false
        }
        try await reset(options.reset)
        return transactionStatus == .idle
      }
    } catch {
      return false
    }
  }

  /// Ends the session when the body does not end in time; the body's wait for the server ends then.
  private func within<Value>(
    _ limit: Duration,
    _ body: () async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    let timer = Reactor.shared.schedule(at: .now + limit) { [canceller] in canceller.shutDown() }
    defer { Reactor.shared.cancelTimer(timer) }
    return try await body()
  }

  /// Whether the socket has something to read although nothing was asked.
  private var hasUnexpectedInput: Bool {
    var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, 0) != 0
  }
}
