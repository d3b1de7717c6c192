/// Reads JSON from the left to the right and writes its canonical form.
struct CanonicalReader {
  /// A member of an object that is being read: where its key and its value stand in the output.
  private struct Member {
    /// Without its escapes.
    var key: [UInt8]
    var written: Range<Int>
  }

  /// A number that no double holds, and where it stands in the output.
  struct InexactNumber {
    var text: String
    var place: Int
  }

  /// Deeper than anything that PostgreSQL's own parser takes with its default stack.
  private static let deepest = 512

  private let json: UnsafeBufferPointer<UInt8>
  private let omitsNullMembers: Bool
  private var position = 0
  private var depth = 0
  private(set) var output: [UInt8] = []
  private(set) var inexactNumbers: [InexactNumber] = []

  init(json: UnsafeBufferPointer<UInt8>, omitsNullMembers: Bool) {
    self.json = json
    self.omitsNullMembers = omitsNullMembers
    output.reserveCapacity(json.count)
  }

  mutating func document() throws(LogError) {
    skipBlanks()
    try value()
    skipBlanks()
    guard position == json.count else { throw .malformedJSON(offset: position) }
    inexactNumbers.sort { $0.place < $1.place }
  }

  private mutating func value() throws(LogError) {
    switch current {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""):
      output += try string().canonical
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: try number()
    }
  }

  private mutating func object() throws(LogError) {
    try descend()
    defer { depth -= 1 }
    let start = output.count
    var members: [Member] = []
    repeat {
      skipBlanks()
      if members.isEmpty, current == UInt8(ascii: "}") { break }
      guard current == UInt8(ascii: "\"") else { throw .malformedJSON(offset: position) }
      let key = try string()
      try expect(UInt8(ascii: ":"))
      let begin = output.count
      output += key.canonical
      output.append(UInt8(ascii: ":"))
      skipBlanks()
      let isNull = current == UInt8(ascii: "n")
      try value()
      let isOmitted = isNull && omitsNullMembers && depth == 1
      members.append(Member(key: key.plain, written: begin..<(isOmitted ? begin : output.count)))
      if isOmitted { output.removeSubrange(begin...) }
      skipBlanks()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"))
    try arrange(members, from: start)
  }

  /// Puts the members that stand in the output into their order, with what belongs between them.
  private mutating func arrange(_ members: [Member], from start: Int) throws(LogError) {
    let sorted = members.sorted { Self.isBefore($0.key, $1.key) }
    for (one, next) in zip(sorted, sorted.dropFirst()) where one.key == next.key {
      throw .malformedJSON(offset: position)
    }
    var arranged: [UInt8] = [UInt8(ascii: "{")]
    arranged.reserveCapacity(output.count - start + members.count + 2)
    var moves: [(from: Range<Int>, by: Int)] = []
    for member in sorted where !member.written.isEmpty {
      if arranged.count > 1 { arranged.append(UInt8(ascii: ",")) }
      moves.append((member.written, start + arranged.count - member.written.lowerBound))
      arranged += output[member.written]
    }
    arranged.append(UInt8(ascii: "}"))
    output.replaceSubrange(start..., with: arranged)
    for index in inexactNumbers.indices {
      let place = inexactNumbers[index].place
      inexactNumbers[index].place += moves.first { $0.from.contains(place) }?.by ?? 0
    }
  }

  private mutating func array() throws(LogError) {
    try descend()
    defer { depth -= 1 }
    output.append(UInt8(ascii: "["))
    var isFirst = true
    repeat {
      skipBlanks()
      if isFirst, current == UInt8(ascii: "]") { break }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      try value()
      skipBlanks()
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"))
    output.append(UInt8(ascii: "]"))
  }

  private mutating func descend() throws(LogError) {
    depth += 1
    guard depth <= Self.deepest else { throw .malformedJSON(offset: position) }
    position += 1
  }

  private mutating func number() throws(LogError) {
    let start = position
    while let byte = current, Self.isOfNumber(byte) { position += 1 }
    guard start < position, let number = DecimalNumber(json[start..<position]) else {
      throw .malformedJSON(offset: start)
    }
    if let canonical = number.canonical {
      output += canonical.utf8
    } else {
      let text = String(decoding: json[start..<position], as: UTF8.self)
      inexactNumbers.append(InexactNumber(text: text, place: output.count))
      output += "\"\(text)\"".utf8
    }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func literal(_ word: StaticString) throws(LogError) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[offset] else { throw .malformedJSON(offset: position) }
      position += 1
    }
    word.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  private mutating func string() throws(LogError) -> CanonicalText {
    let start = position
    position += 1
    var isPlain = true
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw .malformedJSON(offset: position) }
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        position += 1
      }
      position += 1
    }
    guard take(UInt8(ascii: "\"")) else { throw .malformedJSON(offset: position) }
    let inside = json[start + 1..<position - 1]
    // Without a backslash the shortest form is the one that stands there.
    if isPlain { return CanonicalText(plain: inside) }
    guard let text = CanonicalText(escaped: inside) else { throw .malformedJSON(offset: start) }
    return text
  }

  // MARK: Bytes

  private var current: UInt8? { position < json.count ? json[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ byte: UInt8) throws(LogError) {
    skipBlanks()
    guard take(byte) else { throw .malformedJSON(offset: position) }
  }

  /// Compares as UTF-16 does. UTF-8 sorts alike but for surrogates, which stand for what takes four
  /// bytes and come before U+E000.
  private static func isBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      let isShifted = one >= 0xEE && other >= 0xEE && (one < 0xF0) != (other < 0xF0)
      return isShifted ? one > other : one < other
    }
    return left.count < right.count
  }
}
