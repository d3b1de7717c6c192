/// Whether a text is JSON, as PostgreSQL's `json` reads it.
struct JSONText {
  private let bytes: [UInt8]
  private var position = 0
  /// Whether it is nested deeper than is looked into.
  private var isTooDeep = false

  static func isValid(_ text: String) -> Bool {
    var reader = JSONText(bytes: Array(text.utf8))
    let isRead = reader.value(depth: 0)
    reader.skipSpace()
    return isRead && reader.position == reader.bytes.count || reader.isTooDeep
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard next == byte.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) -> Bool {
    guard depth < 200 else {
      isTooDeep = true
      return false
    }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return list("{", "}", depth) { $0.string() && $0.take(":") }
    case UInt8(ascii: "["): return list("[", "]", depth) { _ in true }
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func list(
    _ open: Character,
    _ close: Character,
    _ depth: Int,
    _ key: (inout JSONText) -> Bool
  ) -> Bool {
    guard take(open) else { return false }
    if take(close) { return true }
    repeat {
      guard key(&self), value(depth: depth + 1) else { return false }
    } while take(",")
    return take(close)
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    while let byte = next {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return true }
      if byte < 0x20 { return false }
    }
    return false
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func number() -> Bool {
    let start = position
    while let byte = next, (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte) {
      position += 1
    }
    return position > start && bytes[start..<position].contains { (0x30...0x39).contains($0) }
  }
}
