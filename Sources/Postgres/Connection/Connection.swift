internal import CLibpq

/// One session with a PostgreSQL server.
///
/// A connection is used by one task at a time, which the compiler holds: it is not `Sendable`. libpq
/// is called on the caller's executor and never blocks; waiting for the socket suspends. A cancelled
/// task's statement is cancelled on the server, and the connection stays usable.
public final class Connection {
  let raw: OpaquePointer
  let socket: Int32
  var watch: SocketWatch
  let options: ConnectionOptions
  let canceller: StatementCanceller
  let notices: NoticeSink
  var statements = StatementCache()
  /// Why the session is over, once it is. libpq's session is gone then: whoever calls libpq after a
  /// suspension looks here first.
  var lost: PostgresError?
  /// Rows for COPY that libpq holds and that were not flushed yet.
  var unflushedCopyBytes = 0
  var isListening = false

  /// Takes the session over, or leaves it to the caller when its socket cannot be watched.
  init?(raw: OpaquePointer, options: ConnectionOptions) {
    socket = PQsocket(raw)
    guard let watch = SocketWatch(socket) else { return nil }
    self.watch = watch
    self.raw = raw
    self.options = options
    canceller = StatementCanceller(raw: raw, socket: socket, grace: options.cancellationGrace)
    notices = NoticeSink(logger: options.logger, forward: options.onNotice)
    notices.attach(to: raw)
  }

  deinit {
    if lost == nil { finish() }
  }

  /// Ends the session. Further calls throw.
  public func close() {
    guard lost == nil else { return }
    lose(.connectionLost("it was closed"))
  }

  func lose(_ reason: PostgresError) {
    guard lost == nil else { return }
    lost = reason
    finish()
  }

  private func finish() {
    canceller.detach()
    watch.end()
    PQfinish(raw)
  }

  // MARK: What is known without asking the server

  /// Whether statements can be sent.
  public var isOpen: Bool { lost == nil }

  /// Where the session stands between transactions.
  public var transactionStatus: TransactionStatus {
    guard lost == nil else { return .unknown }
    return switch PQtransactionStatus(raw) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_INTRANS: .inTransaction
    case PQTRANS_INERROR: .failed
    case PQTRANS_ACTIVE: .active
    default: .unknown
    }
  }

  /// The server's version, such as 150018 for 15.18.
  public var serverVersion: Int { lost == nil ? Int(PQserverVersion(raw)) : 0 }

  /// The server process of this session, as in `pg_stat_activity.pid`.
  public var backendProcessID: Int32 { lost == nil ? PQbackendPID(raw) : 0 }

  /// Whether the session is encrypted with TLS.
  public var isEncrypted: Bool { lost == nil && PQsslInUse(raw) == 1 }

  /// A parameter that the server reports by itself, such as `server_encoding` or `TimeZone`.
  public func serverParameter(_ name: String) -> String? {
    guard lost == nil else { return nil }
    return PQparameterStatus(raw, name).map { String(cString: $0) }
  }
}

/// Where a session stands between transactions.
public enum TransactionStatus: Sendable, Hashable {
  /// No transaction is open.
  case idle
  /// A transaction is open.
  case inTransaction
  /// A transaction is open, and has failed: only ROLLBACK will do.
  case failed
  /// A statement is under way.
  case active
  /// The session is over.
  case unknown
}
