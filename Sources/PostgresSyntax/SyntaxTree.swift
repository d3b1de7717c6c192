/// The statements of a text.
public struct SyntaxTree: Sendable {
  /// In the order of the text. Empty statements are none.
  public var statements: [Statement]

  /// One statement.
  public struct Statement: Sendable {
    /// `CreateStmt`, `SelectStmt` and so on.
    public var node: SyntaxNode
    /// From the first token to the end of the last, without the semicolon and without the comments
    /// around it, in bytes of the text.
    public var range: Range<Int>

    /// Puts a statement together again, for ``Parser/parsePLpgSQL(_:of:)``.
    public init(node: SyntaxNode, range: Range<Int>) {
      self.node = node
      self.range = range
    }
  }

  /// Nil where the answer is not a parse result.
  init?(json: [UInt8], of text: UnsafeBufferPointer<UInt8>, base: Int = 0) {
    guard let tape = Tape(json, base: base) else { return nil }
    let root = SyntaxNode(tape: tape, index: 0)
    guard root.int("version") != nil else { return nil }
    statements = []
    for raw in root.list("stmts") {
      guard let node = raw["stmt"] else { return nil }
      let start = min(raw.int("stmt_location") ?? 0, text.count)
      let length = raw.int("stmt_len") ?? text.count - start
      guard length >= 0, let end = Optional(min(start + length, text.count)), start >= 0
      else { return nil }
      statements.append(
        Statement(node: node, range: Self.tokens(of: text, in: start..<end).shifted(by: base))
      )
    }
  }

  /// PostgreSQL counts the white space and the comments before a statement in.
  private static func tokens(
    of text: UnsafeBufferPointer<UInt8>,
    in range: Range<Int>
  ) -> Range<Int> {
    var lexer = Lexer(text, in: range)
    guard let first = lexer.next()?.range else { return range }
    var last = first
    while let next = lexer.next() { last = next.range }
    return first.lowerBound..<last.upperBound
  }
}

extension Range<Int> {
  func shifted(by base: Int) -> Range<Int> { lowerBound + base..<upperBound + base }
}
