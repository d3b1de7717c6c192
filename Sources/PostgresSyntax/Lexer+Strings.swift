extension Lexer {
  /// How a quote may stand inside quotes.
  enum QuoteEscape {
    /// Twice.
    case doubled
    /// Twice, or behind a backslash: `e''`.
    case backslash
    /// Not at all: `b''` and `x''`.
    case none
  }

  /// A string and its continuations on later lines, which keep the first part's escapes.
  mutating func takeString(_ escape: QuoteEscape) {
    repeat {
      takeQuotes(UInt8(ascii: "'"), escape)
    } while takeContinuation()
  }

  /// Stands before the quote, ends behind the closing one or at the end of the text.
  mutating func takeQuotes(_ quote: UInt8, _ escape: QuoteEscape) {
    position += 1
    while position < end {
      let byte = text[position]
      position += 1
      if byte == quote {
        guard escape != .none, position < end, text[position] == quote else { return }
        position += 1
      } else if escape == .backslash, byte == UInt8(ascii: "\\"), position < end {
        position += 1
      }
    }
  }

  /// Moves to a quote that continues the string: one behind white space with a line break in it.
  /// PostgreSQL allows comments there as well; libpg_query does not, and it is what gets the text.
  private mutating func takeContinuation() -> Bool {
    var here = position
    var hasLineBreak = false
    while here < end {
      let byte = text[here]
      guard Self.isSpace(byte) else {
        guard hasLineBreak, byte == UInt8(ascii: "'") else { return false }
        position = here
        return true
      }
      hasLineBreak = hasLineBreak || Self.isLineBreak(byte)
      here += 1
    }
    return false
  }

  /// `$1`, `$$…$$` or `$tag$…$tag$`; a lone dollar sign otherwise.
  mutating func takeDollar() -> Kind {
    let start = position
    position += 1
    guard position < end else { return .mark }
    if Self.isDigit(text[position]) {
      while position < end, Self.isDigit(text[position]) { position += 1 }
      return .number
    }
    var here = position
    if Self.isIdentifierStart(text[here]) {
      while here < end, Self.isIdentifierPart(text[here]), text[here] != UInt8(ascii: "$") {
        here += 1
      }
    }
    guard here < end, text[here] == UInt8(ascii: "$") else { return .mark }
    let delimiter = start...here
    position = here + 1
    while position < end {
      if text[position] == UInt8(ascii: "$"), matches(delimiter) {
        position += delimiter.count
        return .quoted
      }
      position += 1
    }
    return .quoted
  }

  private func matches(_ delimiter: ClosedRange<Int>) -> Bool {
    guard position + delimiter.count <= end else { return false }
    for offset in 0..<delimiter.count
    where text[position + offset] != text[delimiter.lowerBound + offset] { return false }
    return true
  }
}
