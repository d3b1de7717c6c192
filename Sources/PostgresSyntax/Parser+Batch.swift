internal import CPgQuery

/// A text with its statements and its tokens.
public struct ParsedText: Sendable {
  /// The statements.
  public var tree: SyntaxTree
  /// The tokens with the comments, without the white space.
  public var tokens: [Token]
}

extension Parser {
  /// Parses and scans many texts at once. Every other call waits for the parser's thread, which for
  /// thousands of small files takes longer than the work.
  ///
  /// - Returns: For each text what ``parse(_:)-([UInt8])`` and ``scan(_:)-([UInt8])`` give, or the
  ///   first mistake.
  public func read(_ texts: [[UInt8]]) -> [Result<ParsedText, SyntaxError>] {
    thread.run { texts.map { text in Result { () throws(SyntaxError) in try readHere(text) } } }
  }

  /// Runs on the parser's thread.
  private func readHere(_ text: [UInt8]) throws(SyntaxError) -> ParsedText {
    let input = try Input(text, postgresVersion: postgresVersion)
    let tree = try self.tree(input.withCString { library.parse($0) }, of: input)
    return ParsedText(
      tree: tree,
      tokens: try tokens(input.withCString { library.scan($0) }, of: input, text)
    )
  }
}
