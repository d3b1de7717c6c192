/// Writes JSON straight into bytes, in the order in which it is told.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  init() {
    bytes.reserveCapacity(512)
  }

  mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    separate()
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    try members(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func array<Elements: Sequence>(
    _ elements: Elements,
    _ write: (inout JSONWriter, Elements.Element) throws -> Void
  ) rethrows {
    separate()
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    for element in elements { try write(&self, element) }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// A member's name; its value comes next.
  mutating func name(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func member(_ name: String, _ value: String?) {
    self.name(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: some CustomStringConvertible) {
    self.name(name)
    string(value.description)
  }

  mutating func member(_ name: String, _ value: Int?) {
    self.name(name)
    plain(value.map(String.init) ?? "null")
  }

  mutating func member(_ name: String, _ value: Int) {
    self.name(name)
    plain(String(value))
  }

  mutating func member(_ name: String, _ value: Bool) {
    self.name(name)
    plain(value ? "true" : "false")
  }

  /// A member whose value is JSON that is known to be well-formed; nil is null.
  mutating func member(_ name: String, json: String?) {
    self.name(name)
    plain(json ?? "null")
  }

  mutating func string(_ value: String?) {
    guard let value else { return plain("null") }
    separate()
    quote(value)
    needsComma = true
  }

  /// A number, a word, or JSON that is known to be well-formed.
  mutating func plain(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  mutating func value(_ value: JSONValue) {
    switch value {
    case .null: plain("null")
    case .bool(let value): plain(value ? "true" : "false")
    case .number(let digits): plain(digits)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      object { writer in
        for member in members {
          writer.name(member.name)
          writer.value(member.value)
        }
      }
    }
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    // Nearly every text is copied as it is.
    let isPlain = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy(Self.isPlain) else { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
    if isPlain != true { escape(text) }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case ..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(Self.digits[Int(byte >> 4)])
        bytes.append(Self.digits[Int(byte & 0xF)])
      default: bytes.append(byte)
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
