/// A JSON string: its characters, and its canonical form.
struct CanonicalText {
  /// The characters in UTF-8.
  private(set) var plain: [UInt8]
  /// The string with its quotation marks as RFC 8785, section 3.2.2.2, writes it.
  private(set) var canonical: [UInt8] = [UInt8(ascii: "\"")]

  /// Takes what stands between the quotation marks and holds no escape.
  init(plain inside: some Collection<UInt8>) {
    plain = Array(inside)
    canonical.reserveCapacity(plain.count + 2)
    canonical += plain
    canonical.append(UInt8(ascii: "\""))
  }

  /// Reads what stands between the quotation marks; nil where an escape is none, or names half of a
  /// surrogate pair.
  init?(escaped inside: some Collection<UInt8>) {
    plain = []
    var bytes = inside.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        canonical.append(byte)
        continue
      }
      guard let scalar = Self.escape(&bytes) else { return nil }
      plain += Array(String(scalar).utf8)
      append(scalar)
    }
    canonical.append(UInt8(ascii: "\""))
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": canonical += #"\""#.utf8
    case "\\": canonical += #"\\"#.utf8
    case "\u{08}": canonical += #"\b"#.utf8
    case "\u{0C}": canonical += #"\f"#.utf8
    case "\n": canonical += #"\n"#.utf8
    case "\r": canonical += #"\r"#.utf8
    case "\t": canonical += #"\t"#.utf8
    case "\u{00}"..<"\u{10}": canonical += "\\u000\(String(scalar.value, radix: 16))".utf8
    case "\u{10}"..<"\u{20}": canonical += "\\u00\(String(scalar.value, radix: 16))".utf8
    default: canonical += Array(String(scalar).utf8)
    }
  }

  private static func escape(_ bytes: inout some IteratorProtocol<UInt8>) -> Unicode.Scalar? {
    switch bytes.next() {
    case UInt8(ascii: "\""): "\""
    case UInt8(ascii: "\\"): "\\"
    case UInt8(ascii: "/"): "/"
    case UInt8(ascii: "b"): "\u{08}"
    case UInt8(ascii: "f"): "\u{0C}"
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "r"): "\r"
    case UInt8(ascii: "t"): "\t"
    case UInt8(ascii: "u"): codePoint(&bytes)
    default: nil
    }
  }

  private static func codePoint(_ bytes: inout some IteratorProtocol<UInt8>) -> Unicode.Scalar? {
    guard let first = codeUnit(&bytes) else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard bytes.next() == UInt8(ascii: "\\"), bytes.next() == UInt8(ascii: "u"),
      let second = codeUnit(&bytes), (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private static func codeUnit(_ bytes: inout some IteratorProtocol<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = bytes.next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
      else {
        return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
