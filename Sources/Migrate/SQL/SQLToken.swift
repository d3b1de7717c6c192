/// One lexical element of a SQL text, blanks and comments included, as a range of its bytes.
public struct SQLToken: Sendable, Hashable {
  /// What the bytes are, in the terms of PostgreSQL's lexer (`scan.l`).
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// Blanks and line ends.
    case whitespace
    /// `-- …`, without the line end.
    case lineComment
    /// `/* … */`, nested ones included.
    case blockComment
    /// A keyword or an identifier without quotes.
    case word
    /// `"…"`.
    case quotedIdentifier
    /// `U&"…"`.
    case unicodeIdentifier
    /// `'…'`, with all parts of a string that continues on the next line.
    case string
    /// `E'…'`.
    case escapeString
    /// `U&'…'`.
    case unicodeString
    /// `N'…'`.
    case nationalString
    /// `B'…'`.
    case bitString
    /// `X'…'`.
    case hexString
    /// `$tag$…$tag$`.
    case dollarString
    /// `$1`.
    case parameter
    /// An integer or a decimal, in any notation that PostgreSQL 13 to 17 read.
    case number
    /// A run of operator characters.
    case `operator`
    /// `, ( ) [ ] . ; :` and `:: := ..`.
    case punctuation
    /// A byte that no SQL statement may contain outside of quotes, such as `\` or `{`.
    case other
  }

  /// What the bytes are.
  public let kind: Kind
  /// Where they stand in the text.
  public let range: Range<Int>

  /// Whether the server's grammar sees the token: it is neither blank nor comment.
  public var isSignificant: Bool {
    switch kind {
    case .whitespace, .lineComment, .blockComment: false
    default: true
    }
  }

  /// Whether the token is this one character.
  func `is`(_ byte: UInt8, in bytes: [UInt8]) -> Bool {
    range.count == 1 && bytes[range.lowerBound] == byte
  }
}
