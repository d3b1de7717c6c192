#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A statement as the server sent it, with the values of its parameters, from PostgreSQL's log: the peers
/// are to run the very same.
struct SentStatement: Sendable {
  /// With `$1` … in it.
  var text: String
  var values: [String?]

  /// The statements in a log, in order (`log_statement = all`).
  static func all(in log: String) -> [SentStatement] {
    var statements: [SentStatement] = []
    for entry in entries(of: log) {
      if let match = entry.firstMatch(of: #/LOG:  execute [^:]*: /#) {
        statements.append(SentStatement(text: String(entry[match.range.upperBound...]), values: []))
      } else if let match = entry.firstMatch(of: #/DETAIL:  [Pp]arameters: /#), !statements.isEmpty
      {
        statements[statements.count - 1].values = values(in: entry[match.range.upperBound...])
      }
    }
    return statements
  }

  /// Lines that go on begin with a tab.
  private static func entries(of log: String) -> [String] {
    log.split(separator: "\n", omittingEmptySubsequences: false).reduce(into: []) {
      entries,
      line in
      if line.hasPrefix("\t"), !entries.isEmpty {
        entries[entries.count - 1] += "\n\(line.dropFirst())"
      } else {
        entries.append(String(line))
      }
    }
  }

  /// `$1 = 'it''s', $2 = NULL`
  private static func values(in text: Substring) -> [String?] {
    text.matches(of: /\$\d+ = (?:NULL|'((?:[^']|'')*)')/).map { match in
      match.1.map { String($0.replacing("''", with: "'")) }
    }
  }
}

/// A statement in which some values are another caller's each time.
struct SentTemplate: Sendable {
  struct Argument: Sendable {
    /// What it stands for, such as `tenant`; nil where it is the same for all.
    var slot: String?
    var constant: String?
    /// The cast that gives it the type which the server's driver sends with it; PostgreSQL gives the
    /// parameter that type, so that nothing is converted when it runs.
    var cast: String
  }

  private var parts: [String] = []
  private(set) var arguments: [Argument] = []

  /// Finds the values of `slots`.
  init(_ statement: SentStatement, slots: [String: String]) {
    var rest = statement.text[...]
    while let match = rest.firstMatch(of: /\$(\d+)/), let number = Int(match.1) {
      parts.append(String(rest[..<match.range.lowerBound]))
      rest = rest[match.range.upperBound...]
      let value = statement.values[number - 1]
      let slot = value.flatMap { slots[$0] }
      arguments.append(
        Argument(
          slot: slot,
          constant: slot == nil ? value : nil,
          cast: rest.hasPrefix("::") ? "" : Self.cast(for: value)
        )
      )
    }
    parts.append(String(rest))
  }

  private static func cast(for value: String?) -> String {
    guard let value else { return "" }
    if value.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil { return "::uuid" }
    if value.wholeMatch(of: /-?\d+/) != nil { return "::int8" }
    if value.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil { return "::date" }
    return "::text"
  }

  /// The text with each parameter as somebody else writes it.
  func text(_ parameter: (Int, Argument) -> String) -> String {
    var text = parts[0]
    for (index, argument) in arguments.enumerated() {
      text += parameter(index, argument) + argument.cast + parts[index + 1]
    }
    return text
  }
}
