extension FunctionEntry {
  /// Whether its body may hold DDL or dynamic SQL; no proof is asked for.
  var mayChangeCatalog: Bool {
    guard language == "sql" || language == "plpgsql" else { return true }
    let words = BodyWords(of: body).words
    return words.indices.contains { index in
      switch words[index] {
      case "create", "alter", "drop", "perform", "call": true
      case "execute": !Self.isHarmless(words, at: index)
      default: false
      }
    }
  }

  /// Whether `EXECUTE` is a privilege, or runs a text that begins with a command that changes none of
  /// what names mean: rights, comments, settings of the transaction.
  private static func isHarmless(_ words: [String], at index: Int) -> Bool {
    if index > 0, ["grant", "revoke"].contains(words[index - 1]) { return true }
    var rest = words[(index + 1)...]
    if rest.first == "format" { rest = rest.dropFirst() }
    guard let text = rest.first, text.first == "'" else { return false }
    let command = text.dropFirst().prefix { $0.isLetter }
    return ["grant", "revoke", "comment"].contains(command)
      || text.hasPrefix("'set local ") && !text.contains("search_path")
  }
}

/// The words of a body in lower case, without its comments; a constant string is one word that begins
/// with its quote.
private struct BodyWords {
  var words: [String] = []

  init(of body: String) {
    var rest = body.lowercased()[...]
    while let character = rest.first {
      if rest.hasPrefix("--") {
        rest = rest.drop { !$0.isNewline }
      } else if character == "'" {
        let text = rest.dropFirst().prefix { $0 != "'" }
        words.append("'" + text.drop { $0.isWhitespace })
        rest = rest.dropFirst(text.count + 2)
      } else if character.isLetter {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      } else {
        rest = rest.dropFirst()
      }
    }
  }
}
