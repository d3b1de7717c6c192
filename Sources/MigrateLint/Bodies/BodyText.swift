import PostgresSyntax

/// The text of a function's body or a DO block with its tokens.
struct BodyText {
  /// The file; or the body alone where the file spells it with escapes.
  let source: LintSource
  /// The tokens without comments, in bytes of the source.
  let tokens: [Range<Int>]
  /// Each token folded to lower case; of a quoted one, and of a string, the text as it stands.
  let words: [String]
  /// Where the body begins, if the places inside it are not the file's.
  let anchor: Place?

  /// Nil where PostgreSQL's scanner refuses the text.
  init?(_ body: BodySource, parser: Parser) {
    let (bytes, base) = (body.bytes, body.base)
    guard let tokens = try? parser.scan(bytes) else { return nil }
    source = body.source
    anchor = body.anchor
    let known = tokens.filter { $0.kind != .comment }
    self.tokens = known.map { $0.range.lowerBound + base..<$0.range.upperBound + base }
    words = known.map { token in
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      return switch token.kind {
      case .identifier, .keyword: text.lowercased()
      default: text
      }
    }
  }

  /// The identifier that a token means.
  func name(_ index: Int) -> String { source.identifier(tokens[index]) }

  func range(of fragment: BodyFragment) -> Range<Int> {
    guard let last = fragment.tokens.last, let first = fragment.tokens.first else { return 0..<0 }
    return tokens[first].lowerBound..<tokens[last].upperBound
  }

  /// A fragment as the findings about it see it.
  func statement(_ fragment: BodyFragment) -> StatementText {
    StatementText(
      source: source,
      range: range(of: fragment),
      tokens: Array(tokens[fragment.tokens])
    )
  }

  private static let select = Array("SELECT ".utf8)

  /// A fragment's tree, whose places are those of the source; nil where it has none.
  func parse(_ fragment: BodyFragment, _ parser: Parser) -> SyntaxNode? {
    guard case .success(let tree) = tree(fragment, parser) else { return nil }
    return tree.statements.first?.node
  }

  /// What the grammar refuses in a fragment, and where in the source.
  func mistake(_ fragment: BodyFragment, _ parser: Parser) -> (message: String, offset: Int)? {
    guard case .failure(let error) = tree(fragment, parser), error.reason == .grammar else {
      return nil
    }
    let range = range(of: fragment)
    let prefix = fragment.isExpression ? Self.select.count : 0
    let offset = error.offset - prefix + range.lowerBound
    return (error.message, min(max(offset, range.lowerBound), range.upperBound))
  }

  private func tree(
    _ fragment: BodyFragment,
    _ parser: Parser
  ) -> Result<SyntaxTree, SyntaxError> {
    let range = range(of: fragment)
    var bytes = Array(source.bytes[range])
    if let blank = fragment.blank, let first = blank.first, let last = blank.last {
      for index in tokens[first].lowerBound..<tokens[last].upperBound {
        bytes[index - range.lowerBound] = UInt8(ascii: " ")
      }
    }
    let prefix = fragment.isExpression ? Self.select : []
    return Result { () throws(SyntaxError) in
      try parser.parse(prefix + bytes, base: range.lowerBound - prefix.count)
    }
  }

  /// A finding with its place in the file.
  func placed(_ finding: Finding) -> Finding {
    anchor.map { finding.moved(to: $0) } ?? finding
  }
}

/// Where a body stands.
struct BodySource: Equatable, Sendable {
  /// The file; or the body alone where the file spells it with escapes.
  var source: LintSource
  /// The body's bytes in the source.
  var range: Range<Int>
  /// Where the body begins, if the places inside it are not the file's.
  var anchor: Place?

  var bytes: [UInt8] { Array(source.bytes[range]) }
  var base: Int { range.lowerBound }

  /// The body of a routine or DO block that its `AS` option holds as one string.
  init?(_ text: String, option: SyntaxNode, of statement: StatementText) {
    guard let place = option.location,
      let token = statement.tokens.first(where: { range in
        guard range.lowerBound >= place else { return false }
        let byte = statement.source.bytes[range.lowerBound]
        return byte == UInt8(ascii: "$") || byte == UInt8(ascii: "'")
          || (byte | 0x20 == UInt8(ascii: "e")
            && statement.source.bytes[range.lowerBound + 1] == UInt8(ascii: "'"))
      })
    else { return nil }
    let bytes = statement.source.bytes
    let mark = bytes[token.lowerBound] == UInt8(ascii: "$") ? UInt8(ascii: "$") : UInt8(ascii: "'")
    let isDollar = mark == UInt8(ascii: "$")
    let inner = bytes[token]
    if let opening = (isDollar ? inner.dropFirst() : inner).firstIndex(of: mark),
      let closing = (isDollar ? inner.dropLast() : inner).lastIndex(of: mark), opening < closing,
      bytes[opening + 1..<closing].elementsEqual(text.utf8)
    {
      source = statement.source
      range = opening + 1..<closing
      return
    }
    let own = Array(text.utf8)
    source = LintSource(
      path: statement.source.path,
      bytes: own,
      role: statement.source.role
    )
    range = 0..<own.count
    anchor = statement.source.place(at: token.lowerBound)
  }
}
