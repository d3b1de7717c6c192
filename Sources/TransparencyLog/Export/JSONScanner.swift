/// Finds the members of a JSON object in a line without making values of them.
///
/// It judges only what it needs: whoever hashes a part afterwards knows whether it is what was
/// signed.
struct JSONScanner {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  private let json: Bytes
  private var position = 0
  /// Whether what was read had the shape of an object.
  private(set) var isWhole = false

  init(_ json: Bytes) {
    self.json = json
    skipBlanks()
    if !take(UInt8(ascii: "{")) { position = json.count }
  }

  /// The next member: the inside of its key, and its value with quotation marks if it is a string.
  mutating func next() -> (key: Bytes, value: Bytes)? {
    skipBlanks()
    if take(UInt8(ascii: "}")) {
      skipBlanks()
      isWhole = position == json.count
      return nil
    }
    _ = take(UInt8(ascii: ","))
    skipBlanks()
    let key = position
    guard position < json.count, json[position] == UInt8(ascii: "\""), skipString() else {
      return nil
    }
    let keyEnd = position
    skipBlanks()
    guard take(UInt8(ascii: ":")) else { return nil }
    skipBlanks()
    let value = position
    guard skipValue() else { return nil }
    return (slice(key + 1..<keyEnd - 1), slice(value..<position))
  }

  private func slice(_ range: Range<Int>) -> Bytes { Bytes(rebasing: json[range]) }

  private mutating func skipBlanks() {
    while position < json.count,
      json[position] == 0x20 || json[position] == 0x09
        || json[position] == 0x0D
    { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < json.count, json[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipValue() -> Bool {
    var depth = 0
    let start = position
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        if depth == 0 { return true }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return position > start }
        depth -= 1
        position += 1
        if depth == 0 { return true }
      case UInt8(ascii: ",") where depth == 0: return position > start
      default: position += 1
      }
    }
    return false
  }

  private mutating func skipString() -> Bool {
    position += 1
    while position < json.count {
      let byte = json[position]
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    return false
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these are the bytes of a literal.
  func equals(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { elementsEqual($0) }
  }

  /// What stands between the quotation marks of a JSON string; nil for another value.
  var insideQuotes: UnsafeBufferPointer<UInt8>? {
    guard count >= 2, first == UInt8(ascii: "\""), last == UInt8(ascii: "\"") else { return nil }
    return UnsafeBufferPointer(rebasing: self[1..<count - 1])
  }

  /// The value of decimal digits; nil for anything else, and for what is too great.
  var number: UInt64? {
    guard (1...19).contains(count) else { return nil }
    var value: UInt64 = 0
    for byte in self {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - 0x30)
    }
    return value
  }

  var text: String { String(decoding: self, as: UTF8.self) }

  /// The characters of a JSON string; nil for another value.
  var stringValue: String? {
    guard let inside = insideQuotes, let text = CanonicalText(escaped: inside) else { return nil }
    return String(decoding: text.plain, as: UTF8.self)
  }
}
