internal import Migrate

/// The tokens of one statement, taken from left to right.
struct StatementTokens {
  private let bytes: [UInt8]
  private var scanner: SQLScanner
  private(set) var current: SQLToken?

  init(_ text: SQLSource, _ statement: SQLStatement) {
    bytes = text.bytes
    scanner = SQLScanner(text.bytes, in: statement.range)
    advance()
  }

  mutating func advance() { current = try? scanner.nextSignificant() }

  /// The name that the token at hand stands for.
  var identifier: String? {
    guard let current, current.kind == .word || current.kind == .quotedIdentifier else {
      return nil
    }
    let text = String(decoding: bytes[current.range], as: UTF8.self)
    guard current.kind == .quotedIdentifier else { return text.lowercased() }
    return text.dropFirst().dropLast().split(separator: "\"\"", omittingEmptySubsequences: false)
      .joined(separator: "\"")
  }

  var isQuoted: Bool { current?.kind == .quotedIdentifier }

  mutating func takesWord(_ word: String) -> Bool {
    guard current?.kind == .word, identifier == word else { return false }
    advance()
    return true
  }

  /// Takes `name` or `schema.name`, and answers its last part.
  mutating func takesQualifiedName() -> String? {
    var name: String?
    while let part = identifier {
      name = part
      advance()
      guard let current, bytes[current.range] == [UInt8(ascii: ".")] else { break }
      advance()
    }
    return name
  }
}

extension String {
  /// What stands between the first two quotes of a server's message.
  var firstQuoted: String? {
    let parts = split(separator: "\"", maxSplits: 2, omittingEmptySubsequences: false)
    return parts.count == 3 ? String(parts[1]) : nil
  }
}
