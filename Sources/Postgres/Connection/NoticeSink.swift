internal import CLibpq
internal import Logging

/// Takes the server's notices from libpq's C callback to the logger and the caller.
final class NoticeSink {
  /// What the server said when it ended the session. libpq forgets it over the broken socket.
  private(set) var farewell: String?
  private let logger: Logger?
  private let forward: (@Sendable (ServerError) -> Void)?

  init(logger: Logger?, forward: (@Sendable (ServerError) -> Void)?) {
    self.logger = logger
    self.forward = forward
  }

  /// The connection holds the sink for as long as libpq may call it.
  func attach(to raw: OpaquePointer) {
    PQsetNoticeReceiver(
      raw,
      { context, result in
        guard let context, let result else { return }
        let sink = Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue()
        sink.receive(result)
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
  }

  private func receive(_ result: OpaquePointer) {
    guard let notice = ServerError(fieldsOf: result) else { return }
    // An error that belongs to no statement comes as a notice, too.
    if notice.endsSession { farewell = "\(notice)" }
    forward?(notice)
    logger?.debug("server notice", metadata: ["notice": "\(notice)"])
  }

  /// Keeps the reason of an error after which the server hangs up.
  func observe(_ result: ServerResult) {
    if let error = result.serverError, error.endsSession { farewell = "\(error)" }
  }
}

extension ServerError {
  fileprivate var endsSession: Bool { severity == "FATAL" || severity == "PANIC" }
}
