internal import Crypto

/// The encoding of a SQL text under which two texts are equal only if the server's grammar sees the
/// same tokens in both, line ends inside of quotes aside.
///
/// Histories hold its digests, so it never changes; a better one would be a second one beside it,
/// and a file would be unchanged if either digest matches.
///
/// Encoding 1 is the bytes `heartly tokens 1` and a line feed, then for each token that is neither
/// blank nor comment
///
///     kind: 1 byte · length of the content: 8 bytes, most significant first · content
///
/// so that no content can be taken for the border of another token. Kinds and contents:
///
/// | kind | token | content |
/// |------|-------|---------|
/// | `w`  | word | ASCII letters in lower case |
/// | `q`  | `"…"` | between the quotes, as written |
/// | `Q`  | `U&"…"` | likewise |
/// | `s`  | `'…'` | between the quotes, as written; a continued string's parts joined |
/// | `u`  | `U&'…'` | likewise |
/// | `n`  | `N'…'` | likewise |
/// | `b`  | `B'…'` | likewise |
/// | `x`  | `X'…'` | likewise |
/// | `e`  | `E'…'` | between the quotes of its first part, as written |
/// | `c`  | each further part of an `E'…'` | likewise: joined, `\1` and `2` would become `\12` |
/// | `d`  | `$tag$…$tag$` | between the tags: the tag itself does not count |
/// | `p`  | `$1` | as written |
/// | `0`  | number | ASCII letters in lower case |
/// | `o`  | operator | as written |
/// | `,`  | punctuation | as written |
/// | `?`  | any other character | as written |
///
/// In every content CR LF counts as LF, since a checkout may change line ends inside of a function's
/// body too. A comment inside of a body is part of the body and does count: the catalog keeps it.
struct CanonicalTokens {
  private var hash = SHA256()
  private var buffer: [UInt8] = []

  init() { buffer = Array("heartly tokens 1\n".utf8) }

  mutating func add(_ bytes: [UInt8], in range: Range<Int>) throws(SQLScanError) {
    var scanner = SQLScanner(bytes, in: range)
    while let token = try scanner.nextSignificant() { add(token, in: bytes) }
  }

  mutating func finish() -> SHA256.Digest {
    hash.update(data: buffer)
    buffer = []
    return hash.finalize()
  }

  private mutating func add(_ token: SQLToken, in bytes: [UInt8]) {
    let raw = bytes[token.range]
    switch token.kind {
    case .whitespace, .lineComment, .blockComment: break
    case .word: add("w", raw.map(\.asciiLowercased)[...])
    case .quotedIdentifier: add("q", raw.dropFirst().dropLast())
    case .unicodeIdentifier: add("Q", raw.dropFirst(3).dropLast())
    case .string: add("s", joined(token, in: bytes))
    case .unicodeString: add("u", joined(token, in: bytes))
    case .nationalString: add("n", joined(token, in: bytes))
    case .bitString: add("b", joined(token, in: bytes))
    case .hexString: add("x", joined(token, in: bytes))
    case .escapeString:
      for (index, segment) in Literal.segments(of: token, in: bytes).enumerated() {
        add(index == 0 ? "e" : "c", segment)
      }
    case .dollarString: add("d", Literal.dollarBody(token, in: bytes))
    case .parameter: add("p", raw)
    case .number: add("0", raw.map(\.asciiLowercased)[...])
    case .operator: add("o", raw)
    case .punctuation: add(",", raw)
    case .other: add("?", raw)
    }
  }

  private func joined(_ token: SQLToken, in bytes: [UInt8]) -> ArraySlice<UInt8> {
    let segments = Literal.segments(of: token, in: bytes)
    return segments.count == 1 ? segments[0] : segments.flatMap { $0 }[...]
  }

  private mutating func add(_ kind: Unicode.Scalar, _ content: ArraySlice<UInt8>) {
    let content = withoutCarriageReturns(content)
    buffer.append(UInt8(ascii: kind))
    let length = UInt64(content.count)
    for shift in stride(from: 56, through: 0, by: -8) {
      buffer.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
    }
    buffer.append(contentsOf: content)
    if buffer.count >= 1 << 16 {
      hash.update(data: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
  }

  /// The content with CR LF as LF.
  private func withoutCarriageReturns(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard content.contains(.carriageReturn) else { return content }
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    for (index, byte) in zip(content.indices, content) {
      let isPair =
        byte == .carriageReturn && index + 1 < content.endIndex && content[index + 1] == .newline
      if !isPair { result.append(byte) }
    }
    return result[...]
  }
}
