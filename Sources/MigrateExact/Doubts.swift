internal import Migrate
internal import Postgres

/// What makes later errors consequences of earlier ones, or of what this server lacks.
struct Doubts {
  /// Whether an error may be this server's fault: an extension is not installed on it, or a part of
  /// the baseline is missing.
  var isServerIncomplete = false
  /// The relations that refused statements would have made.
  private var names: Set<String> = []

  /// Remembers what a refused CREATE would have made.
  mutating func noteMissing(_ statement: SQLStatement, of text: SQLSource) {
    var tokens = StatementTokens(text, statement)
    guard tokens.takesWord("create") else { return }
    let adjectives = ["or", "replace", "unlogged", "materialized", "foreign", "recursive"]
    while adjectives.contains(where: { tokens.takesWord($0) }) {}
    guard ["table", "view", "sequence"].contains(where: { tokens.takesWord($0) }) else { return }
    for word in ["if", "not", "exists"] { _ = tokens.takesWord(word) }
    if let name = tokens.takesQualifiedName() { names.insert(name) }
  }

  /// Whether an error says no more than that such a relation is missing.
  func explain(_ error: ServerError) -> Bool {
    guard error.sqlState == .undefinedTable, let name = error.message.firstQuoted else {
      return false
    }
    return names.contains(String(name.split(separator: ".").last ?? ""))
  }
}
