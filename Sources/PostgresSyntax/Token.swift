/// A token as PostgreSQL's scanner cuts it; comments are tokens, white space is none.
public struct Token: Sendable, Hashable {
  /// What a token is, as far as its spelling tells.
  public enum Kind: Sendable, Hashable {
    /// A name without quotes, which PostgreSQL folds to lower case.
    case identifier
    /// A name in double quotes, also `U&"…"`.
    case quotedIdentifier
    /// A keyword. All but the reserved ones can be names as well.
    case keyword(Keyword)
    /// A string, of whatever form: quoted, escaped, dollar-quoted, bits.
    case string
    /// A number.
    case number
    /// `$1`.
    case parameter
    /// `--` to the end of the line, or `/* … */`.
    case comment
    /// An operator, also `::`, `:=`, `=>` and `..`.
    case op
    /// One of `( ) [ ] , ; : .`
    case punctuation
  }

  /// Where a keyword may stand (PostgreSQL's appendix "SQL Key Words").
  public enum Keyword: Int, Sendable, Hashable {
    /// May be any name.
    case unreserved = 1
    /// May name a column or a table, not a function or a type.
    case columnName = 2
    /// May name a function or a type, not a column.
    case typeOrFunctionName = 3
    /// May be a name only in quotes.
    case reserved = 4
  }

  /// What it is.
  public let kind: Kind
  /// In bytes of the text.
  public let range: Range<Int>

  /// The spelling decides, and for a word the keyword's class, because the scanner's numbers for
  /// tokens differ between PostgreSQL's versions.
  init(_ range: Range<Int>, keyword: Int, in text: UnsafeBufferPointer<UInt8>) {
    self.range = range
    if let keyword = Keyword(rawValue: keyword) {
      kind = .keyword(keyword)
    } else {
      kind = Self.kind(of: text[range])
    }
  }

  private static func kind(of text: Slice<UnsafeBufferPointer<UInt8>>) -> Kind {
    guard let first = text.first else { return .punctuation }
    let second = text.dropFirst().first
    switch first {
    case UInt8(ascii: "\""): return .quotedIdentifier
    case UInt8(ascii: "'"): return .string
    case UInt8(ascii: "$"): return second.map(Lexer.isDigit) == true ? .parameter : .string
    case UInt8(ascii: "-") where second == UInt8(ascii: "-"),
      UInt8(ascii: "/") where second == UInt8(ascii: "*"):
      return .comment
    case UInt8(ascii: "."):
      if second == UInt8(ascii: ".") { return .op }
      return second == nil ? .punctuation : .number
    case UInt8(ascii: ":"): return second == nil ? .punctuation : .op
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      guard second == UInt8(ascii: "&") else { return .identifier }
      return text.dropFirst(2).first == UInt8(ascii: "\"") ? .quotedIdentifier : .string
    case _ where Lexer.isDigit(first): return .number
    case _ where Lexer.isIdentifierStart(first):
      return second == UInt8(ascii: "'") ? .string : .identifier
    case _ where Lexer.isOperator(first): return .op
    default: return .punctuation
    }
  }
}
