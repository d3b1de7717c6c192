/// Cuts a SQL text into tokens exactly where PostgreSQL's own lexer (`scan.l`, 13 to 17) does.
///
/// One pass over the bytes, in time proportional to their number whatever they hold; no input traps.
/// The tokens join up: concatenated they are the input. Everything above ASCII counts as a letter,
/// as it does for the server, so that the text need not even be valid UTF-8.
///
/// It assumes `standard_conforming_strings = on`, the server's default since 9.1: a backslash is an
/// ordinary character in `'…'`.
public struct SQLScanner: Sendable {
  let bytes: [UInt8]
  let end: Int
  /// The first byte that no token has covered yet.
  public internal(set) var position: Int
  var operators = OperatorRun()
  #if DEBUG
    /// How often a byte was looked at; tests hold it to a small multiple of the text's length.
    private(set) var examined = 0
  #endif

  /// Scans the whole text, or one range of it.
  public init(_ bytes: [UInt8], in range: Range<Int>? = nil) {
    let range = (range ?? bytes.indices).clamped(to: bytes.indices)
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next token, or nil at the end of the text; after an error there is nothing more to come.
  public mutating func next() throws(SQLScanError) -> SQLToken? {
    guard position < end else { return nil }
    let start = position
    do {
      let kind = try scan()
      return SQLToken(kind: kind, range: start..<position)
    } catch {
      position = end
      throw error
    }
  }

  /// The next token that is neither blank nor comment.
  public mutating func nextSignificant() throws(SQLScanError) -> SQLToken? {
    while let token = try next() {
      if token.isSignificant { return token }
    }
    return nil
  }

  /// The byte at an index; 0, which belongs to no class, past the end.
  @inline(__always)
  mutating func byte(_ index: Int) -> UInt8 {
    #if DEBUG
      examined &+= 1
    #endif
    return index < end ? bytes[index] : 0
  }
}

// MARK: - One token

extension SQLScanner {
  /// Moves `position` past the token that begins there.
  private mutating func scan() throws(SQLScanError) -> SQLToken.Kind {
    let first = byte(position)
    if first.isSQLSpace { return skipSpaces() }
    if first.isIdentifierStart { return try scanWord(first) }
    if first.isDigit { return scanNumber() }
    if first.isOperator { return try scanOperatorOrComment(first) }
    switch first {
    case .quote: return try scanQuoted(.string, opening: 1)
    case .doubleQuote: return try scanQuotedIdentifier(.quotedIdentifier, opening: 1)
    case .dollar: return try scanDollar()
    case UInt8(ascii: ":"):
      let second = byte(position + 1)
      position += second == UInt8(ascii: ":") || second == UInt8(ascii: "=") ? 2 : 1
      return .punctuation
    case UInt8(ascii: "."):
      let second = byte(position + 1)
      if second.isDigit { return scanNumber() }
      position += second == UInt8(ascii: ".") ? 2 : 1
      return .punctuation
    case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: ";"):
      position += 1
      return .punctuation
    default:
      position += 1
      return .other
    }
  }

  private mutating func skipSpaces() -> SQLToken.Kind {
    while byte(position).isSQLSpace { position += 1 }
    return .whitespace
  }

  private mutating func scanWord(_ first: UInt8) throws(SQLScanError) -> SQLToken.Kind {
    let second = byte(position + 1)
    if second == .quote {
      switch first.asciiLowercased {
      case UInt8(ascii: "e"): return try scanQuoted(.escapeString, opening: 2)
      case UInt8(ascii: "b"): return try scanQuoted(.bitString, opening: 2)
      case UInt8(ascii: "x"): return try scanQuoted(.hexString, opening: 2)
      case UInt8(ascii: "n"): return try scanQuoted(.nationalString, opening: 2)
      default: break
      }
    } else if second == UInt8(ascii: "&"), first.asciiLowercased == UInt8(ascii: "u") {
      switch byte(position + 2) {
      case .quote: return try scanQuoted(.unicodeString, opening: 3)
      case .doubleQuote: return try scanQuotedIdentifier(.unicodeIdentifier, opening: 3)
      default: break
      }
    }
    while byte(position).isIdentifierPart { position += 1 }
    return .word
  }
}
