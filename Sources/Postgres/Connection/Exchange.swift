internal import CLibpq

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The steps on the wire. Each leaves libpq in a defined state or marks the connection as lost.
extension Connection {
  /// Runs one operation with the caller's cancellation tied to it.
  func operation<Value>(
    _ body: () async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    if let lost { throw lost }
    guard PQtransactionStatus(raw) != PQTRANS_ACTIVE, PQpipelineStatus(raw) == PQ_PIPELINE_ON else {
      throw .misuse("another statement is under way on this connection, such as an open COPY")
    }
    guard !Task.isCancelled else { throw .cancelled }
    canceller.begin()
    // The handler returns nothing: it is generic, and a result's type would be looked up at run time.
    var result: Result<Value, PostgresError>?
    await withTaskCancellationHandler {
      do throws(PostgresError) {
        result = .success(try await body())
      } catch {
        result = .failure(error)
      }
    } onCancel: { [canceller] in
      canceller.request()
    }
    guard let outcome = result else { preconditionFailure("The operation has returned.") }
    let ending = await canceller.finish()
    if ending == .expired { lose(.connectionLost("a cancelled statement did not end in time")) }
    // A cancel request may also come from a COPY that its reader left early.
    if ending != .undisturbed, Task.isCancelled, case .failure(let error) = outcome,
      lost != nil || error.sqlState == .queryCanceled
    {
      throw .cancelled
    }
    return try outcome.get()
  }

  /// Runs a short clean-up that must happen although the task is cancelled, bounded by the grace.
  func withoutCancellation<Value>(
    _ body: () async throws(PostgresError) -> Value
  ) async throws(PostgresError) -> Value {
    if let lost { throw lost }
    let timer = Reactor.shared.schedule(at: .now + options.cancellationGrace) { [canceller] in
      canceller.shutDown()
    }
    defer { Reactor.shared.cancelTimer(timer) }
    return try await body()
  }

  /// Sends everything that libpq holds, reading as well, so that two full buffers cannot face each
  /// other.
  func flush() async throws(PostgresError) {
    if let lost { throw lost }
    while true {
      switch PQflush(raw) {
      case 0: return
      case 1:
        await wait(for: [.read, .write])
        guard PQconsumeInput(raw) == 1 else { throw brokenSession() }
      default: throw brokenSession()
      }
    }
  }

  /// The next result, or `nil` at the end of a statement's results.
  func nextResult() async throws(PostgresError) -> ServerResult? {
    if let lost { throw lost }
    while PQisBusy(raw) == 1 { try await readMore() }
    return try takeResult()
  }

  /// Whether the next result, or the end of a statement's results, is here. Most are: those of a
  /// pipeline come together, and taking one needs no suspension then.
  var hasResult: Bool { lost == nil && PQisBusy(raw) == 0 }

  /// The next result, which is here, or `nil` at the end of a statement's results.
  func takeResult() throws(PostgresError) -> ServerResult? {
    guard let pointer = PQgetResult(raw) else {
      if PQstatus(raw) == CONNECTION_BAD { throw brokenSession() }
      return nil
    }
    let result = ServerResult(pointer)
    if result.status == PGRES_FATAL_ERROR { notices.observe(result) }
    return result
  }

  /// Waits for input and hands it to libpq.
  func readMore() async throws(PostgresError) {
    if !hasDecryptedInput { await wait(for: .read) }
    guard PQconsumeInput(raw) == 1 else { throw brokenSession() }
  }

  /// Whether the TLS library holds bytes that the socket will not announce again.
  var hasDecryptedInput: Bool {
    guard let session = PQsslStruct(raw, "OpenSSL"), let pending = sslPending else { return false }
    return pending(session) > 0
  }

  /// Marks the session as over, with the server's or else libpq's account of why.
  func brokenSession() -> PostgresError {
    if let lost { return lost }
    let message = String(cString: PQerrorMessage(raw))
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    let reason = notices.farewell ?? (message.isEmpty ? "the server hung up" : message)
    let error = PostgresError.connectionLost(reason)
    lose(error)
    return error
  }
}

/// OpenSSL's `SSL_pending`, found in the library that libpq itself has loaded.
private let sslPending: (@convention(c) (UnsafeMutableRawPointer) -> Int32)? = {
  #if canImport(Darwin)
    let everywhere = UnsafeMutableRawPointer(bitPattern: -2)
  #else
    let everywhere: UnsafeMutableRawPointer? = nil
  #endif
  guard let symbol = dlsym(everywhere, "SSL_pending") else { return nil }
  return unsafeBitCast(
    symbol,
    to: (@convention(c) (UnsafeMutableRawPointer) -> Int32).self
  )
}()
