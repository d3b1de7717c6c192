/// Resolves the escapes of a JSON string.
enum JSONString {
  /// The text between the quotes.
  static func decode(_ bytes: ArraySlice<UInt8>) -> String {
    guard let escape = bytes.firstIndex(of: UInt8(ascii: "\\")) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    var plain = Array(bytes[..<escape])
    plain.reserveCapacity(bytes.count)
    var rest = bytes[escape...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let letter = rest.popFirst() else {
        plain.append(byte)
        continue
      }
      switch letter {
      case UInt8(ascii: "b"): plain.append(0x08)
      case UInt8(ascii: "f"): plain.append(0x0C)
      case UInt8(ascii: "n"): plain.append(0x0A)
      case UInt8(ascii: "r"): plain.append(0x0D)
      case UInt8(ascii: "t"): plain.append(0x09)
      case UInt8(ascii: "u"): plain.append(contentsOf: String(scalar(&rest)).utf8)
      default: plain.append(letter)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Four hexadecimal digits, and the second half of a pair where they are the first.
  private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    guard let unit = hexadecimal(&rest) else { return replacement }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard UTF16.isLeadSurrogate(unit), rest.starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
    else { return replacement }
    rest.removeFirst(2)
    guard let low = hexadecimal(&rest), UTF16.isTrailSurrogate(low) else { return replacement }
    let offset = UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)
    return Unicode.Scalar(0x10000 + offset) ?? replacement
  }

  private static func hexadecimal(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
    let digits = rest.prefix(4)
    rest.removeFirst(digits.count)
    return digits.count == 4 ? UInt16(String(decoding: digits, as: UTF8.self), radix: 16) : nil
  }
}
