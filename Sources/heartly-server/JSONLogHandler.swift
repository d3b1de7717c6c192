import Foundation
import Logging
import Store

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
    var line = #"{"time":""#
    line.reserveCapacity(320)
    line += "\(Moment.now)"
    line += #"","level":"#
    Self.quote(event.level.rawValue, into: &line)
    line += #","message":"#
    Self.quote("\(event.message)", into: &line)
    var all = event.metadata ?? [:]
    if !metadata.isEmpty { all.merge(metadata) { mine, _ in mine } }
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      line += ","
      Self.quote(key, into: &line)
      line += ":"
      let text = "\(value)"
      if Self.isNumber(text) { line += text } else { Self.quote(text, into: &line) }
    }
    line += "}\n"
    // One write for each line: lines of several threads do not mix.
    _ = line.utf8.withContiguousStorageIfAvailable { write(1, $0.baseAddress, $0.count) }
  }

  /// As `Int` writes it: anything else is a text.
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count <= 18 else { return false }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return first != 0x30 || text.utf8.count == 1
  }

  private static func quote(_ text: String, into line: inout String) {
    line += "\""
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      line += text
    } else {
      escape(text, into: &line)
    }
    line += "\""
  }

  private static func escape(_ text: String, into line: inout String) {
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
  }
}
