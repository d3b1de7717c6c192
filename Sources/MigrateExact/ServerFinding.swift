internal import Migrate
import MigrateLint
internal import Postgres

/// Turns the server's refusal of a statement into a finding.
struct ServerFinding {
  let error: ServerError
  let source: LintSource
  let text: SQLSource
  let statement: SQLStatement
  /// What exists under the missing name with other letters in upper case.
  var names: [String] = []

  var finding: Finding {
    let rule = Rule(error)
    let position = error.position.map {
      text.location(in: statement, atCharacter: $0).byteOffset
    }
    let token = tokenOfName(from: position)
    let offset = token?.range.lowerBound ?? position ?? statement.range.lowerBound
    if let token, !token.isQuoted, [.unknownColumn, .unknownTable].contains(rule),
      let folded = ([token.quotedTwin].compactMap { $0 } + names).first
    {
      let quoted = "\"\(folded)\""
      return Finding(
        .unquotedIdentifier,
        "\(error.message): without quotes the name folds to lower case, and it is \(quoted)",
        at: source.place(at: offset),
        fix: Fix("did you mean \(quoted)?", range: token.range, replacement: quoted)
      )
    }
    return Finding(rule, message(rule), at: source.place(at: offset))
  }

  /// The server's words, without its DETAIL, which quotes rows.
  private func message(_ rule: Rule) -> String {
    let hint = error.hint.map { " (\($0))" } ?? ""
    let code = rule == .serverError ? "\(error.sqlState): " : ""
    return code + error.message + hint
  }

  /// The name that the statement used and that the server does not know.
  var missingName: String? {
    guard error.sqlState == .undefinedColumn || error.sqlState == .undefinedTable else {
      return nil
    }
    return objectName
  }

  /// The object that the message is about, without its schema or table.
  private var objectName: String? {
    let message = error.message
    // `column a.b does not exist` has no quotes.
    let words = message.split(separator: " ")
    let whole =
      words.first == "column" && words.count > 1 && !words[1].hasPrefix("\"")
      ? String(words[1]) : message.firstQuoted
    return whole?.split(separator: ".").last.map { $0.filter { $0 != "\"" } }
  }

  /// Names that a message about a dependency may mean: it quotes only those that need it.
  private var dependencyNames: [String] {
    guard error.message.hasPrefix("cannot drop ") else { return [] }
    return error.message.dropFirst(12).split(separator: " ").dropFirst()
      .prefix { $0 != "because" }
      .compactMap { $0.split(separator: ".").last.map { $0.filter { $0 != "\"" } } }
  }

  private struct NameToken {
    var range: Range<Int>
    var isQuoted: Bool
    /// A name in quotes elsewhere in the statement, which is the same but for its case.
    var quotedTwin: String?
  }

  /// The token that holds the object's name, at or after the server's position.
  private func tokenOfName(from position: Int?) -> NameToken? {
    let candidates = objectName.map { [$0] } ?? dependencyNames
    for name in candidates {
      var tokens = StatementTokens(text, statement)
      var found: NameToken?
      var twin: String?
      while let token = tokens.current {
        let identifier = tokens.identifier
        if identifier == name, found == nil, token.range.lowerBound >= position ?? 0 {
          found = NameToken(range: token.range, isQuoted: tokens.isQuoted)
        }
        if tokens.isQuoted, let identifier, identifier != name, identifier.lowercased() == name {
          twin = identifier
        }
        tokens.advance()
      }
      if var found {
        found.quotedTwin = twin
        return found
      }
    }
    return nil
  }

  /// All that the statement names.
  var namesInStatement: Set<String> {
    var tokens = StatementTokens(text, statement)
    var names: Set<String> = []
    while tokens.current != nil {
      if let name = tokens.identifier { names.insert(name) }
      tokens.advance()
    }
    return names
  }
}

extension ExactSession {
  /// The relations, and the columns of relations that a statement names, whose names differ from a
  /// missing one only in case.
  func names(folding name: String?, in statement: Set<String>) async throws -> [String] {
    guard let name, connection.transactionStatus == .inTransaction else { return [] }
    let rows = try await connection.query(
      """
      SELECT a.attname::text
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attname <> lower(a.attname)
        AND lower(a.attname) = \(name) AND c.relname = ANY (\(Array(statement)))
      UNION
      SELECT relname::text FROM pg_catalog.pg_class
      WHERE relname <> lower(relname) AND lower(relname) = \(name)
      """
    )
    return try rows.map { try $0.decode(0) }
  }
}
