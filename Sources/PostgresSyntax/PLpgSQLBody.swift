/// Where the PL/pgSQL body of a statement stands.
struct PLpgSQLBody {
  /// Between the quotes, in bytes of the text.
  let range: Range<Int>
  let isVerbatim: Bool

  /// Nil for a statement without exactly one body in PL/pgSQL.
  init?(of statement: SyntaxTree.Statement, in sql: [UInt8]) {
    let options: [SyntaxNode]
    var language: String?
    if statement.node.is("CreateFunctionStmt") {
      options = statement.node.list("options")
    } else if statement.node.is("DoStmt") {
      options = statement.node.list("args")
      language = "plpgsql"
    } else {
      return nil
    }
    let languages = options.filter { $0.string("defname") == "language" }
    let bodies = options.filter { $0.string("defname") == "as" }
    guard languages.count <= 1, bodies.count == 1 else { return nil }
    if let named = languages.first { language = named.string("arg") }
    guard language == "plpgsql", let place = bodies[0].location,
      let source = Self.source(of: bodies[0]), sql.indices.contains(place)
    else { return nil }

    let range = sql.withUnsafeBufferPointer { text in
      Self.content(of: text, in: place..<min(statement.range.upperBound, sql.count))
    }
    guard let range else { return nil }
    self.range = range
    isVerbatim = sql[range].elementsEqual(source.utf8)
  }

  /// DO has a string here, CREATE FUNCTION a list of one (of two in other languages).
  private static func source(of option: SyntaxNode) -> String? {
    guard let argument = option["arg"] else { return nil }
    if let text = argument.stringValue { return text }
    return argument.elements.count == 1 ? argument.elements[0].stringValue : nil
  }

  /// What stands between the quotes of the first string.
  private static func content(
    of text: UnsafeBufferPointer<UInt8>,
    in range: Range<Int>
  ) -> Range<Int>? {
    var lexer = Lexer(text, in: range)
    while let lexeme = lexer.next() {
      guard lexeme.kind == .quoted else { continue }
      let string = lexeme.range
      let isDollar = text[string.lowerBound] == UInt8(ascii: "$")
      let mark = isDollar ? UInt8(ascii: "$") : UInt8(ascii: "'")
      let quotes = text[string]
      guard
        let opening = (isDollar ? quotes.dropFirst() : quotes).firstIndex(of: mark),
        let closing = (isDollar ? quotes.dropLast() : quotes).lastIndex(of: mark),
        opening < closing
      else { return nil }
      return opening + 1..<closing
    }
    return nil
  }
}
