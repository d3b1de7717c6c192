/// Reads JSON into a tape's entries without recursion, however deep it nests.
///
/// It is exact about structure and lax about what libpg_query never gets wrong: the spelling of a
/// number or an escape is looked at when it is asked for.
struct TapeBuilder {
  private struct Container {
    var index: Int
    var isWrapped: Bool
  }

  private let json: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var entries: [Tape.Entry] = []
  private var open: [Container] = []
  /// The name of the field whose value comes next.
  private var field = 0..<0

  /// Nil where the text is not one JSON value.
  static func entries(of json: [UInt8]) -> [Tape.Entry]? {
    guard json.count < Int(UInt32.max) else { return nil }
    return json.withUnsafeBufferPointer { json in
      var builder = TapeBuilder(json: json)
      return builder.read() ? builder.entries : nil
    }
  }

  private init(json: UnsafeBufferPointer<UInt8>) {
    self.json = json
    // libpg_query spends 20 to 30 bytes on a value.
    entries.reserveCapacity(json.count / 20)
  }

  private mutating func read() -> Bool {
    repeat {
      guard readValue(), readEnds() else { return false }
    } while !open.isEmpty
    return peek() == nil
  }

  private mutating func readValue() -> Bool {
    switch peek() {
    case UInt8(ascii: "{"):
      position += 1
      return beginObject()
    case UInt8(ascii: "["):
      position += 1
      begin(.array, isWrapped: false, name: 0..<0)
      return true
    case UInt8(ascii: "\""):
      guard let range = readString() else { return false }
      append(.string, range)
      return true
    case UInt8(ascii: "t"): return readLiteral("true", .yes)
    case UInt8(ascii: "f"): return readLiteral("false", .no)
    case UInt8(ascii: "n"): return readLiteral("null", .null)
    case .some: return readNumber()
    case nil: return false
    }
  }

  /// Behind a value, or behind a bracket that opens: goes on to where the next value begins, and
  /// closes every container that ends before it.
  private mutating func readEnds() -> Bool {
    while let container = open.last {
      let isObject = entries[container.index].kind == .object
      let isFirst = container.index == entries.count - 1
      guard let byte = peek() else { return false }
      if byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
        position += 1
        if container.isWrapped, !take(UInt8(ascii: "}")) { return false }
        entries[container.index].end = UInt32(entries.count)
        open.removeLast()
        continue
      }
      if !isFirst, !take(UInt8(ascii: ",")) { return false }
      return isObject ? readField() : true
    }
    return true
  }

  private mutating func readField() -> Bool {
    guard let name = readString(), name.count <= UInt16.max, take(UInt8(ascii: ":"))
    else { return false }
    field = name
    return true
  }

  /// Behind `{`. A field in upper case whose value is an object is a node's name.
  private mutating func beginObject() -> Bool {
    let start = position
    if peek() == UInt8(ascii: "\""), let name = readString(), name.count <= UInt8.max,
      let initial = name.first, (0x41...0x5A).contains(json[initial]),
      take(UInt8(ascii: ":")), take(UInt8(ascii: "{"))
    {
      begin(.object, isWrapped: true, name: name)
    } else {
      position = start
      begin(.object, isWrapped: false, name: 0..<0)
    }
    return true
  }

  private mutating func begin(_ kind: Tape.Kind, isWrapped: Bool, name: Range<Int>) {
    open.append(Container(index: entries.count, isWrapped: isWrapped))
    append(kind, name.lowerBound..<name.lowerBound)
    entries[entries.count - 1].nameLength = UInt8(name.count)
  }

  private mutating func append(_ kind: Tape.Kind, _ range: Range<Int>) {
    entries.append(
      Tape.Entry(
        fieldStart: UInt32(field.lowerBound),
        start: UInt32(range.lowerBound),
        end: UInt32(range.upperBound),
        fieldLength: UInt16(field.count),
        kind: kind
      )
    )
    field = 0..<0
  }

  // MARK: Tokens

  private mutating func peek() -> UInt8? {
    while position < json.count, Lexer.isSpace(json[position]) { position += 1 }
    return position < json.count ? json[position] : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  /// The range between the quotes.
  private mutating func readString() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }

  private mutating func readNumber() -> Bool {
    let start = position
    while position < json.count, Self.isInNumber(json[position]) { position += 1 }
    guard position > start else { return false }
    append(.number, start..<position)
    return true
  }

  private mutating func readLiteral(_ literal: StaticString, _ kind: Tape.Kind) -> Bool {
    let end = position + literal.utf8CodeUnitCount
    guard end <= json.count, json[position..<end].equalsIgnoringCase(literal) else { return false }
    append(kind, position..<end)
    position = end
    return true
  }

  private static func isInNumber(_ byte: UInt8) -> Bool {
    Lexer.isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
  }
}
