/// A file that the analyser reads.
public struct LintSource: Sendable, Hashable {
  /// What a file is for.
  public enum Role: Sendable, Hashable {
    /// What exists before the first migration: a `pg_dump --schema-only`. Nothing in it is judged.
    case baseline
    /// Makes a change.
    case up
    /// Takes back the change of the `up` before it, and is replayed for that alone: the files after
    /// it build on the `up`.
    case down
    /// Is applied after all migrations, and again whenever it changes, so that it has no `down`.
    case repeatable
  }

  /// The path that findings show.
  public let path: String
  /// The text.
  public let bytes: [UInt8]
  /// What it is for.
  public let role: Role
  /// Where each line begins: a file may have thousands of findings.
  private let lineStarts: [Int]

  /// Holds a file's content.
  public init(path: String, bytes: [UInt8], role: Role = .up) {
    self.path = path
    self.bytes = bytes
    self.role = role
    lineStarts = bytes.withUnsafeBufferPointer { bytes in
      [0] + bytes.indices.lazy.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }
  }

  /// The version that the file's name begins with; nil where it begins with no digits.
  var version: Substring? {
    let digits = (path.split(separator: "/").last ?? "").prefix { ("0"..."9").contains($0) }
    return digits.isEmpty ? nil : digits.drop { $0 == "0" }
  }

  /// The place of a byte.
  public func place(at offset: Int) -> Place {
    let offset = min(max(0, offset), bytes.count)
    // The last line that begins at or before the offset.
    var (line, next) = (0, lineStarts.count)
    while next - line > 1 {
      let middle = (line + next) / 2
      if lineStarts[middle] <= offset { line = middle } else { next = middle }
    }
    let start = lineStarts[line]
    var end = offset
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") {
      end += 1
    }
    let column = bytes[start..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return Place(
      file: path,
      line: line + 1,
      column: column,
      offset: offset,
      text: String(decoding: bytes[start..<end], as: UTF8.self)
    )
  }

  /// Whether the text holds a word.
  func contains(_ word: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { $0.holds(word) }
  }

  func isQuoted(_ range: Range<Int>) -> Bool { bytes[range.lowerBound] == UInt8(ascii: "\"") }

  /// The identifier that a token means: unquoted, or folded to lower case.
  public func identifier(_ range: Range<Int>) -> String {
    let token = bytes[range]
    let quote = UInt8(ascii: "\"")
    guard token.count >= 2, token.first == quote else {
      return String(decoding: token, as: UTF8.self).lowercased()
    }
    let inner = token.dropFirst().dropLast()
    guard inner.contains(quote) else { return String(decoding: inner, as: UTF8.self) }
    var name: [UInt8] = []
    var wasQuote = false
    for byte in inner {
      if byte == quote, !wasQuote { wasQuote = true; continue }
      wasQuote = false
      name.append(byte)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
