import PostgresSyntax

/// The statement in a constant string, such as that of EXECUTE.
struct BodyLiteral {
  /// The statement's text, in the source of the body.
  let text: StatementText
  let bytes: [UInt8]
  let base: Int

  func parse(_ parser: Parser) -> SyntaxNode? {
    let statements = (try? parser.parse(bytes, base: base))?.statements ?? []
    return statements.count == 1 ? statements[0].node : nil
  }

  /// The same with its tokens, which findings need for their places.
  func scanned(_ parser: Parser) -> StatementText {
    let tokens = (try? parser.scan(bytes)) ?? []
    return StatementText(
      source: text.source,
      range: text.range,
      tokens: tokens.filter { $0.kind != .comment }.map {
        $0.range.lowerBound + base..<$0.range.upperBound + base
      }
    )
  }
}

extension BodyText {
  /// The statement that a fragment is, where it is one string without escapes.
  func literal(_ fragment: BodyFragment) -> BodyLiteral? {
    guard fragment.tokens.count == 1, let index = fragment.tokens.first else { return nil }
    let token = tokens[index]
    let bytes = source.bytes[token]
    guard let mark = bytes.first, mark == UInt8(ascii: "'") || mark == UInt8(ascii: "$"),
      let opening = mark == UInt8(ascii: "'")
        ? bytes.startIndex : bytes.dropFirst().firstIndex(of: mark),
      let closing = mark == UInt8(ascii: "'")
        ? bytes.indices.last : bytes.dropLast().lastIndex(of: mark),
      opening < closing
    else { return nil }
    let inner = opening + 1..<closing
    let isEscaped = mark == UInt8(ascii: "'") && source.bytes[inner].contains(mark)
    guard !isEscaped else { return nil }
    return BodyLiteral(
      text: StatementText(source: source, range: inner, tokens: []),
      bytes: Array(source.bytes[inner]),
      base: inner.lowerBound
    )
  }
}
