extension Catalog {
  /// Whether a function's body, or one that it calls, may hold DDL or dynamic SQL; no proof is asked
  /// for.
  func mayChange(_ function: FunctionEntry) -> Bool {
    var seen: Set<String> = []
    return mayChange(function, &seen)
  }

  private func mayChange(_ function: FunctionEntry, _ seen: inout Set<String>) -> Bool {
    guard function.language == "sql" || function.language == "plpgsql" else { return true }
    let words = BodyWords(of: function.body).words
    let changes = words.indices.contains { index in
      switch words[index] {
      case "create", "alter", "drop", "call": true
      case "execute": !FunctionEntry.isHarmless(words, at: index)
      default: false
      }
    }
    if changes { return true }
    for word in words where seen.insert(word).inserted {
      let called = schemas.values.flatMap { $0.functions[word] ?? [] }
      for function in called where mayChange(function, &seen) { return true }
      let isBrought = extensions.contains { installed in
        installed != "plpgsql" && ExtensionObjects.all[installed]?.functions.contains(word) != false
      }
      // Of what an extension brings nothing is known.
      if isBrought, words.contains("perform") { return true }
    }
    return false
  }
}

extension FunctionEntry {

  /// Whether `EXECUTE` is a privilege, or runs a text that begins with a command that changes none of
  /// what names mean: rights, comments, settings of the transaction.
  static func isHarmless(_ words: [String], at index: Int) -> Bool {
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
