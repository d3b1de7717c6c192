/// The values that identifiers and string constants stand for.
enum Literal {
  /// The longest identifier that the catalog holds, in bytes (NAMEDATALEN - 1).
  static let identifierLimitBytes = 63

  /// The name that a word or quoted identifier stands for; nil for any other token, and for a wrong
  /// escape.
  static func identifier(
    _ token: SQLToken,
    in bytes: [UInt8],
    escape: UInt8 = .backslash
  ) -> String? {
    let raw = bytes[token.range]
    return switch token.kind {
    // The server folds ASCII only in a database of a multi-byte encoding such as UTF-8.
    case .word: cut(raw.map(\.asciiLowercased))
    case .quotedIdentifier: cut(undoubled(raw.dropFirst().dropLast(), .doubleQuote))
    case .unicodeIdentifier:
      unicodeUnescaped(undoubled(raw.dropFirst(3).dropLast(), .doubleQuote), escape)
        .map { cut(Array($0.utf8)) }
    default: nil
    }
  }

  /// The text that a string constant stands for; nil for any other token, and for a wrong escape.
  static func string(_ token: SQLToken, in bytes: [UInt8], escape: UInt8 = .backslash) -> String? {
    switch token.kind {
    case .string, .nationalString:
      String(
        decoding: segments(of: token, in: bytes).flatMap { undoubled($0, .quote) },
        as: UTF8.self
      )
    case .unicodeString:
      unicodeUnescaped(segments(of: token, in: bytes).flatMap { undoubled($0, .quote) }, escape)
    case .escapeString: EscapeString.decode(segments(of: token, in: bytes))
    case .dollarString: String(decoding: dollarBody(token, in: bytes), as: UTF8.self)
    default: nil
    }
  }

  /// What stands between the delimiters of a dollar-quoted string.
  static func dollarBody(_ token: SQLToken, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    let raw = bytes[token.range]
    let tag = raw.dropFirst().prefix { $0 != .dollar }.count + 2
    return raw.dropFirst(tag).dropLast(tag)
  }

  /// The raw contents of a string's parts, one for each pair of quotes that a line end separates.
  static func segments(of token: SQLToken, in bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    let escapes = token.kind == .escapeString
    let doubles = token.kind != .bitString && token.kind != .hexString
    let end = token.range.upperBound
    var index = token.range.lowerBound
    var segments: [ArraySlice<UInt8>] = []
    while let opening = openingQuote(from: index, to: end, in: bytes) {
      index = opening + 1
      while index < end {
        if escapes, bytes[index] == .backslash {
          index += 2
        } else if bytes[index] != .quote {
          index += 1
        } else if doubles, index + 1 < end, bytes[index + 1] == .quote {
          index += 2
        } else {
          break
        }
      }
      index = min(index, end)
      segments.append(bytes[opening + 1..<index])
      index += 1
    }
    return segments
  }

  /// The next quote that no `--` comment holds.
  private static func openingQuote(from start: Int, to end: Int, in bytes: [UInt8]) -> Int? {
    var index = start
    while index < end, bytes[index] != .quote {
      if bytes[index] == UInt8(ascii: "-") {
        while index < end, !bytes[index].isLineEnd { index += 1 }
      } else {
        index += 1
      }
    }
    return index < end ? index : nil
  }

  private static func undoubled(_ raw: ArraySlice<UInt8>, _ quote: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var index = raw.startIndex
    while index < raw.endIndex {
      result.append(raw[index])
      let isDoubled =
        raw[index] == quote && index + 1 < raw.endIndex && raw[index + 1] == quote
      index += isDoubled ? 2 : 1
    }
    return result
  }

  /// Replaces `\XXXX` and `\+XXXXXX`; two UTF-16 surrogates make one character.
  private static func unicodeUnescaped(_ raw: [UInt8], _ escape: UInt8) -> String? {
    var text: [UInt16] = []
    var index = 0
    var plain: [UInt8] = []
    func flush() {
      text.append(contentsOf: String(decoding: plain, as: UTF8.self).utf16)
      plain = []
    }
    while index < raw.count {
      guard raw[index] == escape else {
        plain.append(raw[index])
        index += 1
        continue
      }
      index += 1
      if index < raw.count, raw[index] == escape {
        plain.append(escape)
        index += 1
        continue
      }
      let isLong = index < raw.count && raw[index] == UInt8(ascii: "+")
      let digits = raw.dropFirst(index + (isLong ? 1 : 0)).prefix(isLong ? 6 : 4)
      guard digits.count == (isLong ? 6 : 4), digits.allSatisfy(\.isHexDigit),
        let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), value <= 0x10FFFF
      else { return nil }
      flush()
      if let unit = UInt16(exactly: value) {
        text.append(unit)
      } else if let scalar = Unicode.Scalar(value) {
        text.append(contentsOf: String(Character(scalar)).utf16)
      }
      index = digits.endIndex
    }
    flush()
    return String(decoding: text, as: UTF16.self)
  }

  /// Cuts a name to what the catalog holds, at a character's border.
  private static func cut(_ name: [UInt8]) -> String {
    var end = min(name.count, identifierLimitBytes)
    while end > 0, end < name.count, name[end].isUTF8Continuation { end -= 1 }
    return String(decoding: name[..<end], as: UTF8.self)
  }
}
