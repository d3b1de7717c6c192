/// What `-- heartly:batch key=… size=… pause=…` says, as the engine reads it.
struct BatchOptions {
  /// The columns of the key; nil for the primary key.
  private(set) var key: [String]?
  /// What cannot be read, with the byte of the argument at which it begins.
  private(set) var problem: (message: String, offset: Int)?

  init(_ argument: String) {
    let bytes = Array(argument.utf8)
    var seen: Set<String> = []
    var position = 0
    while let field = Self.field(of: bytes, from: &position) {
      let text = String(decoding: bytes[field], as: UTF8.self)
      let name = String(text.prefix { $0 != "=" })
      if let message = read(name, text.dropFirst(name.count + 1), isNew: seen.insert(name).inserted)
      {
        problem = (message, field.lowerBound)
        return
      }
    }
  }

  private mutating func read(_ name: String, _ value: Substring, isNew: Bool) -> String? {
    guard isNew else { return "`\(name)` stands twice" }
    switch name {
    case "key":
      key = Self.columns(value)
      return key == nil
        ? "key lists columns, separated by commas without blanks: key=id or key=\"ownerId\",id"
        : nil
    case "size":
      let isRead = Int(value).map { (1...100_000).contains($0) } ?? false
      return isRead ? nil : "size is the number of rows of one batch, from 1 to 100000: size=1000"
    case "pause":
      return Self.milliseconds(value).map { $0 <= 60_000 } == true
        ? nil
        : "pause is the time between two batches with its unit, at most 60 s: pause=10ms or pause=1s"
    default:
      return "there is no option `\(name)`; known are key, size and pause, each written name=value"
    }
  }

  /// The next run of bytes that holds no blank outside of double quotes.
  private static func field(of bytes: [UInt8], from position: inout Int) -> Range<Int>? {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    while position < bytes.count, isBlank(bytes[position]) { position += 1 }
    let start = position
    var isQuoted = false
    while position < bytes.count, isQuoted || !isBlank(bytes[position]) {
      if bytes[position] == UInt8(ascii: "\"") { isQuoted.toggle() }
      position += 1
    }
    return start == position ? nil : start..<position
  }

  private static func columns(_ text: Substring) -> [String]? {
    let source = LintSource(path: "", bytes: Array(text.utf8))
    var names: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      let isQuoted = part.utf8.count > 2 && part.hasPrefix("\"") && part.hasSuffix("\"")
      let isPlain =
        part.first?.isNumber == false && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      guard isQuoted || isPlain else { return nil }
      names.append(source.identifier(start..<(start + part.utf8.count)))
    }
    return Set(names).count == names.count ? names : nil
  }

  private static func milliseconds(_ text: Substring) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number <= 1_000_000 else { return nil }
    switch text.dropFirst(digits.count) {
    case "ms": return number
    case "s": return number * 1000
    case "" where number == 0: return 0
    default: return nil
    }
  }
}
