/// Reads JSON more strictly than most libraries: a name that stands twice in an object is refused,
/// because two readers of the same text would see two different requests; so are a half of a
/// surrogate pair, bytes that are no UTF-8, and deep nesting (RFC 8259, sections 4, 8 and 9).
struct JSONParser {
  /// Why a text is refused, and at which byte.
  struct Failure: Error, Hashable {
    var reason: String
    var offset: Int
  }

  /// How deep arrays and objects may lie in each other. Default 16: no request of ours needs 4.
  static let maximumDepth = 16

  private let bytes: [UInt8]
  private var at = 0

  /// Reads a whole text.
  static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    parser.skipBlanks()
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.at == bytes.count else { throw parser.failure("something follows the value") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private func failure(_ reason: String) -> Failure { Failure(reason: reason, offset: at) }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth <= Self.maximumDepth else {
      throw failure("values are nested deeper than \(Self.maximumDepth)")
    }
    guard let next else { throw failure("the text ends where a value is expected") }
    switch next {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw failure("no value begins like this")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue
  {
    let isHere = word.withUTF8Buffer { bytes[at...].starts(with: $0) }
    guard isHere else { throw failure("no value begins like this") }
    at += word.utf8CodeUnitCount
    return value
  }

  private mutating func members(depth: Int) throws(Failure) -> [JSONValue.Member] {
    at += 1
    var members: [JSONValue.Member] = []
    // By their bytes: to Swift two spellings of the same letters are one string, to JSON they are two.
    var names: Set<[UInt8]> = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      at += 1
      return members
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw failure("a member's name is expected") }
      let start = at
      let name = try string()
      guard names.insert(Array(name.utf8)).inserted else {
        throw Failure(reason: "a member's name stands twice", offset: start)
      }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw failure("':' is expected") }
      at += 1
      skipBlanks()
      members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
      if try isLast(closing: UInt8(ascii: "}")) { return members }
    }
  }

  private mutating func elements(depth: Int) throws(Failure) -> [JSONValue] {
    at += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      at += 1
      return elements
    }
    while true {
      skipBlanks()
      elements.append(try value(depth: depth + 1))
      if try isLast(closing: UInt8(ascii: "]")) { return elements }
    }
  }

  private mutating func isLast(closing: UInt8) throws(Failure) -> Bool {
    skipBlanks()
    guard let byte = next, byte == closing || byte == UInt8(ascii: ",") else {
      throw failure("',' or an end is expected")
    }
    at += 1
    return byte == closing
  }

  private mutating func number() throws(Failure) -> String {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") {
      at += 1
    } else {
      try digits()
    }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func digits() throws(Failure) {
    let start = at
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
    guard at > start else { throw failure("a digit is expected") }
  }
}

extension JSONParser {
  private mutating func string() throws(Failure) -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw failure("a string is not UTF-8")
        }
        at += 1
        return string
      case UInt8(ascii: "\\"):
        at += 1
        text += Array(String(try escaped()).utf8)
      case ..<0x20: throw failure("a control character in a string is to be escaped")
      default:
        text.append(byte)
        at += 1
      }
    }
    throw failure("a string does not end")
  }

  private mutating func escaped() throws(Failure) -> Unicode.Scalar {
    guard let byte = next else { throw failure("a string does not end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicode()
    default: throw failure("no such escape")
    }
  }

  private mutating func unicode() throws(Failure) -> Unicode.Scalar {
    let unit = try hexadecimals()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard (0xD800...0xDBFF).contains(unit), next == UInt8(ascii: "\\") else {
      throw failure("half of a surrogate pair")
    }
    at += 1
    guard next == UInt8(ascii: "u") else { throw failure("half of a surrogate pair") }
    at += 1
    let low = try hexadecimals()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw failure("half of a surrogate pair") }
    return scalar
  }

  private mutating func hexadecimals() throws(Failure) -> UInt32 {
    guard at + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16),
      bytes[at] != UInt8(ascii: "+"), bytes[at] != UInt8(ascii: "-")
    else { throw failure("four hexadecimal digits are expected") }
    at += 4
    return unit
  }
}
