/// The C-like escapes of `E'…'`.
enum EscapeString {
  /// The text that the parts of the constant stand for; nil for a Unicode escape that is none.
  static func decode(_ segments: [ArraySlice<UInt8>]) -> String? {
    var result: [UInt8] = []
    for segment in segments {
      var rest = segment
      while let byte = rest.popFirst() {
        if byte == .quote {
          // Within a part every quote is doubled.
          _ = rest.popFirst()
          result.append(.quote)
        } else if byte != .backslash {
          result.append(byte)
        } else if !unescape(&rest, into: &result) {
          return nil
        }
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func unescape(_ rest: inout ArraySlice<UInt8>, into result: inout [UInt8]) -> Bool
  {
    guard let letter = rest.popFirst() else { return false }
    switch letter {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "v"): result.append(0x0B)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let digits = [letter] + rest.prefix(2).prefix { (0x30...0x37).contains($0) }
      rest = rest.dropFirst(digits.count - 1)
      result.append(UInt8(truncatingIfNeeded: value(digits[...], radix: 8)))
    case UInt8(ascii: "x"):
      let digits = rest.prefix(2).prefix(while: \.isHexDigit)
      rest = rest.dropFirst(digits.count)
      result.append(digits.isEmpty ? letter : UInt8(truncatingIfNeeded: value(digits, radix: 16)))
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let count = letter == UInt8(ascii: "u") ? 4 : 8
      let digits = rest.prefix(count).prefix(while: \.isHexDigit)
      guard digits.count == count, let scalar = Unicode.Scalar(value(digits, radix: 16)) else {
        return false
      }
      rest = rest.dropFirst(count)
      result.append(contentsOf: String(Character(scalar)).utf8)
    default: result.append(letter)
    }
    return true
  }

  private static func value(_ digits: ArraySlice<UInt8>, radix: Int) -> UInt32 {
    UInt32(String(decoding: digits, as: UTF8.self), radix: radix) ?? 0
  }
}
