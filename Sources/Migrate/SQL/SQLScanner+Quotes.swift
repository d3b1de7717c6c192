extension SQLScanner {
  /// A string constant from its opening quote to the end of its last continuation.
  mutating func scanQuoted(
    _ kind: SQLToken.Kind,
    opening: Int
  ) throws(SQLScanError) -> SQLToken.Kind {
    let start = position
    // In B'…' and X'…' a second quote ends the string, it does not stand for one.
    let doubles = kind != .bitString && kind != .hexString
    position += opening
    while position < end {
      let here = byte(position)
      if here == .backslash, kind == .escapeString {
        position = min(position + 2, end)
      } else if here != .quote {
        position += 1
      } else if doubles, byte(position + 1) == .quote {
        position += 2
      } else {
        position += 1
        guard let next = continuation(after: position) else { return kind }
        position = next
      }
    }
    throw SQLScanError(construct: kind, byteOffset: start)
  }

  /// Where a string that was just closed goes on: past a quote that only blanks and `--` comments
  /// with at least one line end among them separate from it (`quotecontinue`).
  private mutating func continuation(after closing: Int) -> Int? {
    var index = closing
    var sawLineEnd = false
    while index < end {
      let here = byte(index)
      if here.isSQLSpace {
        sawLineEnd = sawLineEnd || here.isLineEnd
        index += 1
      } else if here == UInt8(ascii: "-"), byte(index + 1) == UInt8(ascii: "-") {
        while index < end, !byte(index).isLineEnd { index += 1 }
      } else {
        return sawLineEnd && here == .quote ? index + 1 : nil
      }
    }
    return nil
  }

  mutating func scanQuotedIdentifier(
    _ kind: SQLToken.Kind,
    opening: Int
  ) throws(SQLScanError) -> SQLToken.Kind {
    let start = position
    position += opening
    while position < end {
      if byte(position) != .doubleQuote {
        position += 1
      } else if byte(position + 1) == .doubleQuote {
        position += 2
      } else {
        position += 1
        return kind
      }
    }
    throw SQLScanError(construct: kind, byteOffset: start)
  }

  /// `$1`, `$tag$…$tag$`, or a lone `$`. A tag never follows an identifier directly, because `$` is
  /// a character of identifiers and ``scanWord(_:)`` has taken it.
  mutating func scanDollar() throws(SQLScanError) -> SQLToken.Kind {
    let start = position
    if byte(start + 1).isDigit {
      position += 1
      while byte(position).isDigit { position += 1 }
      return .parameter
    }
    var tagEnd = start + 1
    if byte(tagEnd).isIdentifierStart {
      while byte(tagEnd).isDollarTagPart { tagEnd += 1 }
    }
    guard byte(tagEnd) == .dollar else {
      position += 1
      return .other
    }
    let length = tagEnd + 1 - start
    position = tagEnd + 1
    while position + length <= end {
      if byte(position) == .dollar, matches(start, at: position, count: length) {
        position += length
        return .dollarString
      }
      position += 1
    }
    throw SQLScanError(construct: .dollarString, byteOffset: start)
  }

  /// Whether two places hold the same bytes. A delimiter holds `$` at its ends only, so a mismatch
  /// costs no more than the way to the next `$`: the search stays linear.
  private mutating func matches(_ start: Int, at other: Int, count: Int) -> Bool {
    for offset in 0..<count where byte(start + offset) != byte(other + offset) { return false }
    return true
  }
}
