/// Reads libpg_query's ScanResult: protobuf with a version and the tokens' places.
///
///     message ScanResult { int32 version = 1; repeated ScanToken tokens = 2; }
///     message ScanToken  { int32 start = 1; int32 end = 2; Token token = 4; KeywordKind keyword_kind = 5; }
struct ScanResult {
  private(set) var tokens: [Token] = []

  /// Nil where the bytes are no such message, or name a place outside the text.
  init?(_ bytes: UnsafeRawBufferPointer, of text: UnsafeBufferPointer<UInt8>) {
    var message = Protobuf(bytes)
    while !message.isAtEnd {
      guard let field = message.readField() else { return nil }
      guard case .bytes(let token) = field.value, field.number == 2 else { continue }
      guard let token = Self.token(Protobuf(token), of: text) else { return nil }
      tokens.append(token)
    }
  }

  private static func token(
    _ message: Protobuf,
    of text: UnsafeBufferPointer<UInt8>
  ) -> Token? {
    var message = message
    var (start, end, keyword) = (0, 0, 0)
    while !message.isAtEnd {
      guard let field = message.readField() else { return nil }
      guard case .varint(let value) = field.value else { continue }
      switch field.number {
      case 1: start = Int(truncatingIfNeeded: value)
      case 2: end = Int(truncatingIfNeeded: value)
      case 5: keyword = Int(truncatingIfNeeded: value)
      default: break
      }
    }
    guard start >= 0, start <= end, end <= text.count else { return nil }
    return Token(start..<max(end, endOfQuoted(at: start, in: text)), keyword: keyword, in: text)
  }

  /// libpg_query 15 gives `U&"…"` a length of 1, and `U&'…'` one of 0.
  private static func endOfQuoted(at start: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    guard start < text.count, text[start] | 0x20 == UInt8(ascii: "u") else { return start }
    var lexer = Lexer(text, in: start..<text.count)
    guard let lexeme = lexer.next(), lexeme.kind == .quoted else { return start }
    return lexeme.range.upperBound
  }
}

/// The two wire types of protobuf's encoding that a ScanResult uses.
private struct Protobuf {
  enum Value {
    case varint(UInt64)
    case bytes(UnsafeRawBufferPointer)
  }

  private var rest: UnsafeRawBufferPointer.SubSequence

  init(_ bytes: UnsafeRawBufferPointer) {
    rest = bytes[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func readField() -> (number: UInt64, value: Value)? {
    guard let key = readVarint(), let value = readVarint() else { return nil }
    switch key & 7 {
    case 0: return (key >> 3, .varint(value))
    case 2:
      guard value <= UInt64(rest.count) else { return nil }
      let bytes = rest.prefix(Int(value))
      rest = rest.dropFirst(Int(value))
      return (key >> 3, .bytes(UnsafeRawBufferPointer(rebasing: bytes)))
    default: return nil
    }
  }

  private mutating func readVarint() -> UInt64? {
    var value: UInt64 = 0
    for shift in stride(from: 0, to: 64, by: 7) {
      guard let byte = rest.popFirst() else { return nil }
      value |= UInt64(byte & 0x7F) << UInt64(shift)
      if byte < 0x80 { return value }
    }
    return nil
  }
}
