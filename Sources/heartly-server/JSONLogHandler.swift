import Foundation
import Logging

/// Writes each message as one line of JSON to standard output: `time`, `level`, `message`, and what was
/// said of it.
struct JSONLogHandler: LogHandler {
  let label: String
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?

  init(label: String, level: Logger.Level) {
    self.label = label
    logLevel = level
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line = #"{"time":"\#(Self.now())","level":"\#(event.level)","message":"#
    Self.quote("\(event.message)", into: &line)
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line += ","
      Self.quote(key, into: &line)
      line += ":"
      let text = "\(value)"
      if let number = Int(text) { line += String(number) } else { Self.quote(text, into: &line) }
    }
    line += "}\n"
    // One write for each line: lines of several threads do not mix.
    _ = line.utf8.withContiguousStorageIfAvailable { write(1, $0.baseAddress, $0.count) }
  }

  /// RFC 3339 in UTC, to the millisecond.
  private static func now() -> String {
    Date().formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    )
  }

  private static func quote(_ text: String, into line: inout String) {
    line += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": line += "\\\""
      case "\\": line += "\\\\"
      case "\u{00}"..<"\u{20}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        line += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: line.unicodeScalars.append(scalar)
      }
    }
    line += "\""
  }
}
