internal import CLibpq

extension Connection {
  /// Opens a session.
  ///
  /// libpq opens it on a thread of its own, because name resolution, service files and some
  /// authentication methods block.
  ///
  /// - Throws: `connectionFailed`, `invalidConfiguration`, or `cancelled` with the task.
  public static func connect(
    to target: ConnectionTarget,
    options: ConnectionOptions = ConnectionOptions()
  ) async throws(PostgresError) -> sending Connection {
    guard !Task.isCancelled else { throw .cancelled }
    return try await PendingConnection(to: target, options: options).connection()
  }

  fileprivate static func open(
    _ target: ConnectionTarget,
    perHost: Int?,
    applicationName: String
  ) -> ConnectAttempt.Outcome {
    // Later settings win over earlier ones, and dbname expands to the whole connection string.
    var settings = [("dbname", target.connectionString), ("client_encoding", "UTF8")]
    settings.append(("fallback_application_name", applicationName))
    if let perHost { settings.append(("connect_timeout", "\(perHost)")) }
    // Kerberos encryption keeps decrypted bytes where neither the socket nor libpq announces them.
    if target.effective("gssencmode") == "prefer" { settings.append(("gssencmode", "disable")) }
    let keywords = settings.map { CString($0.0) }
    let values = settings.map { CString($0.1) }
    defer { withExtendedLifetime((keywords, values)) {} }
    guard let raw = PQconnectdbParams(keywords.pointers, values.pointers, 1) else {
      return .failed(ConnectionFailure(message: "out of memory"))
    }
    guard PQstatus(raw) == CONNECTION_OK else {
      defer { PQfinish(raw) }
      return .failed(ConnectionFailure(of: raw))
    }
    return .opened(OpenSession(raw: raw))
  }

  /// Brings the session into the state that decoding relies on, and applies the options.
  fileprivate func prepareSession(
    until deadline: ContinuousClock.Instant?
  ) async throws(PostgresError) {
    guard PQsetnonblocking(raw, 1) == 0, PQenterPipelineMode(raw) == 1 else {
      throw .connectionFailed(ConnectionFailure(message: "the session is not idle"))
    }
    var pipeline = Pipeline()
    if serverParameter("DateStyle")?.hasPrefix("ISO") != true {
      pipeline.append("SET DateStyle = ISO", isCacheable: false)
    }
    for (setting, value) in [
      ("statement_timeout", options.statementTimeout), ("lock_timeout", options.lockTimeout),
      ("idle_in_transaction_session_timeout", options.idleInTransactionTimeout),
    ] {
      guard let value else { continue }
      let milliseconds = "\(max(0, value.wholeMilliseconds))"
      pipeline.append(
        "SELECT set_config(\(setting), \(milliseconds), false)",
        isCacheable: false
      )
    }
    guard pipeline.count > 0 else { return }
    let timer = deadline.map { deadline in
      Reactor.shared.schedule(at: deadline) { [canceller] in canceller.shutDown() }
    }
    defer { if let timer { Reactor.shared.cancelTimer(timer) } }
    _ = try await run(pipeline)
  }
}

/// A session that is being opened while its caller does something else.
///
/// One that nobody takes is closed.
public final class PendingConnection: Sendable {
  private let target: ConnectionTarget
  private let options: ConnectionOptions
  private let timeouts: ConnectTimeouts
  private let start = ContinuousClock.now
  private let attempt: ConnectAttempt
  private let isUnderWay: Bool

  /// Begins to open a session.
  public init(to target: ConnectionTarget, options: ConnectionOptions = ConnectionOptions()) {
    let timeouts = ConnectTimeouts(target: target, default: options.connectTimeout)
    let attempt = ConnectAttempt()
    let name = options.applicationName
    isUnderWay = OwnThread.start {
      attempt.finish(
        with: Connection.open(target, perHost: timeouts.perHost, applicationName: name)
      )
    }
    self.target = target
    self.options = options
    self.timeouts = timeouts
    self.attempt = attempt
  }

  deinit { attempt.drop() }

  /// Waits for the session, which can be taken once.
  ///
  /// - Throws: As `Connection.connect`.
  public func connection() async throws(PostgresError) -> sending Connection {
    guard isUnderWay else {
      throw .connectionFailed(ConnectionFailure(message: "the system refuses another thread"))
    }
    let deadline = timeouts.overall.map { start + $0 }
    let reactor = Reactor.current
    let timer = timeouts.overall.map { [attempt, start] overall in
      reactor.schedule(at: start + overall) { attempt.abandon(.timedOut(overall)) }
    }
    let outcome = await withTaskCancellationHandler {
      await attempt.outcome()
    } onCancel: { [attempt] in
      attempt.abandon(.cancelled)
    }
    if let timer { reactor.cancelTimer(timer) }
    switch outcome {
    case .opened(let session):
      guard let connection = Connection(raw: session.raw, options: options) else {
        PQfinish(session.raw)
        throw .connectionFailed(ConnectionFailure(message: "the system watches no more sockets"))
      }
      try await connection.prepareSession(until: deadline)
      return connection
    case .failed(let failure): throw .connectionFailed(failure)
    case .timedOut(let after):
      throw .connectionFailed(ConnectionFailure(message: "no answer from \(target) in \(after)"))
    case .cancelled: throw .cancelled
    }
  }
}

extension Pipeline {
  fileprivate mutating func append(_ sql: SQL, isCacheable: Bool) {
    let ticket = append(sql)
    steps[ticket.index].isCacheable = isCacheable
  }
}
