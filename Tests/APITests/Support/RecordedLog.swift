import Logging
import Synchronization

/// Keeps what was logged.
final class RecordedLog: Sendable {
  private let written = Mutex<[String]>([])

  /// A line for each message, with what was said of it.
  var lines: [String] { written.withLock { $0 } }

  /// A logger that writes here, from trace on.
  var logger: Logger {
    var logger = Logger(label: "test") { _ in Handler(log: self) }
    logger.logLevel = .trace
    return logger
  }

  private struct Handler: LogHandler {
    let log: RecordedLog
    var logLevel = Logger.Level.trace
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let told = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
      let words = told.map { " \($0.key)=\($0.value)" }.joined()
      log.written.withLock { $0.append("\(event.level) \(event.message)\(words)") }
    }
  }
}
