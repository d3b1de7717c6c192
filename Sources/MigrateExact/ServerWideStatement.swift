internal import Migrate

/// Statements whose effect would outlive the database that they run in.
enum ServerWideStatement {
  /// Whether a statement makes, changes or drops something of the whole server.
  ///
  /// What a DO block or a function does is not seen.
  static func matches(_ text: String) -> Bool {
    let words = firstWords(of: text)
    guard words.count == 2 else { return false }
    switch words[0] {
    case "create", "drop", "alter":
      return [
        "role", "user", "group", "database", "tablespace", "system", "subscription",
      ].contains(words[1])
    case "reassign": return words[1] == "owned"
    default: return false
    }
  }

  private static func firstWords(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    var scanner = SQLScanner(bytes)
    var words: [String] = []
    while words.count < 2, let token = try? scanner.nextSignificant(), token.kind == .word {
      words.append(String(decoding: bytes[token.range], as: UTF8.self).lowercased())
    }
    return words
  }
}
