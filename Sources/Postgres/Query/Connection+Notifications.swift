internal import CLibpq

/// A message that a session sent with NOTIFY.
public struct Notification: Sendable, Hashable {
  /// The channel it was sent to.
  public let channel: String
  /// What was sent along; empty where nothing was.
  public let payload: String
  /// The server process of the sender.
  public let backendProcessID: Int32
}

extension Connection {
  /// Listens on channels for the length of the body (LISTEN, UNLISTEN).
  ///
  /// Between two notifications other statements may run on the connection. Poolers in transaction
  /// mode do not support this.
  ///
  /// - Throws: What the body throws; `misuse` in an open transaction, which would hold the
  ///   notifications back, and inside another `listening` of the same connection.
  @discardableResult
  public func listening<Value>(
    on channels: [String],
    _ body: (Notifications) async throws -> Value
  ) async throws -> Value {
    guard transactionStatus == .idle, !isListening else {
      throw lost
        ?? PostgresError.misuse(
          "listening needs a connection without transaction or other listener"
        )
    }
    var listen = Pipeline()
    for channel in channels { listen.append(try script(of: "LISTEN ", channel)) }
    _ = try await run(listen)
    isListening = true
    defer { isListening = false }
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(try await body(Notifications(connection: self)))
    } catch {
      outcome = .failure(error)
    }
    if lost == nil {
      try await withoutCancellation { () async throws(PostgresError) in
        _ = try await exchangeSteps(Pipeline.Framed([.init(sql: "UNLISTEN *")]), onResult: nil)
        while let stale = PQnotifies(raw) { PQfreemem(stale) }
      }
    }
    return try outcome.get()
  }

  private func script(of command: StaticString, _ channel: String) throws(PostgresError)
    -> SQLScript
  {
    guard !channel.isEmpty, channel.utf8.count < 64, !channel.containsNull,
      let quoted = PQescapeIdentifier(raw, channel, channel.utf8.count)
    else { throw .misuse("a channel's name is an identifier of 1 to 63 bytes") }
    defer { PQfreemem(quoted) }
    return SQLScript(text: "\(command)\(String(cString: quoted))")
  }

  /// The notifications of `listening`, without end; a cancelled task's wait throws `cancelled`.
  public struct Notifications: AsyncSequence, AsyncIteratorProtocol {
    fileprivate let connection: Connection

    /// The iterator is the sequence.
    public func makeAsyncIterator() -> Notifications { self }

    /// The next notification.
    public func next(
      isolation actor: isolated (any Actor)? = #isolation
    ) async throws(PostgresError) -> Notification? {
      try await connection.nextNotification()
    }
  }

  fileprivate func nextNotification() async throws(PostgresError) -> Notification {
    while true {
      if let lost { throw lost }
      guard PQconsumeInput(raw) == 1 else { throw brokenSession() }
      if let arrived = PQnotifies(raw) {
        defer { PQfreemem(arrived) }
        return Notification(
          channel: String(cString: arrived.pointee.relname),
          payload: String(cString: arrived.pointee.extra),
          backendProcessID: arrived.pointee.be_pid
        )
      }
      guard !Task.isCancelled else { throw .cancelled }
      guard !hasDecryptedInput else { continue }
      await waitUnlessCancelled(for: .read)
    }
  }
}
