/// What the input functions of PostgreSQL's types read. Of a type that is not here, and of a text that
/// another version may read, nothing is said.
enum LiteralInput {
  /// False only where the type certainly cannot read the text.
  static func mayBe(_ text: String, _ type: DataType, of types: TypeSystem) -> Bool {
    if types.element(of: type) != nil, type.builtin?.name.hasPrefix("_") ?? true {
      let first = text.utf8.first { !isSpace($0) }
      return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
    let trimmed = String(
      decoding: text.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed(),
      as: UTF8.self
    )
    switch type.builtin?.name {
    case "int2": return isInteger(trimmed, Int64(Int16.min)...Int64(Int16.max))
    case "int4": return isInteger(trimmed, Int64(Int32.min)...Int64(Int32.max))
    case "int8": return isInteger(trimmed, Int64.min...Int64.max)
    case "numeric", "float4", "float8": return isNumber(trimmed)
    case "bool": return isBoolean(trimmed.lowercased())
    case "uuid": return isUUID(text)
    case "date", "timestamp", "timestamptz": return isTime(trimmed.lowercased(), isDay: true)
    case "time", "timetz": return isTime(trimmed.lowercased(), isDay: false)
    case "interval": return isInterval(trimmed.lowercased())
    case "json", "jsonb": return JSONText.isValid(text)
    default: return true
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func holdsDigit(_ text: String) -> Bool { text.utf8.contains(where: isDigit) }

  private static func isInteger(_ text: String, _ range: ClosedRange<Int64>) -> Bool {
    let digits =
      text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true ? text.dropFirst() : text[...]
    guard digits.utf8.first.map(isDigit) == true else { return false }
    // PostgreSQL 16 reads other bases, and underscores between digits.
    guard digits.utf8.allSatisfy(isDigit) else {
      return digits.utf8.allSatisfy { isDigit($0) || isLetter($0) || $0 == 0x5F }
        && (digits.hasPrefix("0") || digits.utf8.allSatisfy { isDigit($0) || $0 == 0x5F })
    }
    return Int64(text).map(range.contains) ?? false
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isNumber(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard holdsDigit(text) else { return lower.contains("inf") || lower.contains("nan") }
    let unsigned = lower.drop { $0 == "+" || $0 == "-" }
    guard lower.utf8.count - unsigned.utf8.count <= 1,
      unsigned.utf8.first.map({ isDigit($0) || $0 == UInt8(ascii: ".") }) == true
    else { return false }
    let isPlain = unsigned.utf8.allSatisfy { isDigit($0) || "+-.e".utf8.contains($0) }
    // PostgreSQL 16 reads other bases, and underscores between digits.
    guard isPlain else {
      return unsigned.utf8.allSatisfy { isDigit($0) || isLetter($0) || "+-._".utf8.contains($0) }
    }
    let parts = unsigned.split(separator: "e", omittingEmptySubsequences: false)
    let exponent = parts.dropFirst().first.map { part in
      let digits = part.first == "+" || part.first == "-" ? part.dropFirst() : part
      return !digits.isEmpty && digits.utf8.allSatisfy(isDigit)
    }
    return parts.count <= 2 && exponent != false
      && parts[0].utf8.count { !isDigit($0) } <= 1
      && parts[0].utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func isBoolean(_ text: String) -> Bool {
    guard !text.isEmpty else { return false }
    if ["1", "0", "on", "of", "off"].contains(text) { return true }
    return ["true", "false", "yes", "no"].contains { $0.hasPrefix(text) }
  }

  private static func isUUID(_ text: String) -> Bool {
    let digits = text.utf8.filter { !"{}-".utf8.contains($0) }
    return digits.count == 32
      && digits.allSatisfy { isDigit($0) || isLetter($0) && ($0 | 0x20) <= 0x66 }
  }

  /// A day without a digit is one of a few words, and one of up to five digits alone is none.
  private static func isTime(_ text: String, isDay: Bool) -> Bool {
    let words = [
      "now", "today", "tomorrow", "yesterday", "epoch", "infinity", "allballs",
    ]
    if isDay, text.utf8.count <= 5, text.utf8.allSatisfy(isDigit) { return false }
    return holdsDigit(text) || words.contains(where: text.contains)
  }

  /// A length of time is no day.
  private static func isInterval(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) {
      return false
    }
    return holdsDigit(text) || text.contains("infinity")
  }
}
