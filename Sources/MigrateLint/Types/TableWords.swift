/// The words of a generated table, read byte by byte: a table is read at the start of a program that
/// has some milliseconds.
struct TableWords: Sequence, IteratorProtocol {
  typealias Word = UnsafeBufferPointer<UInt8>.SubSequence

  private let bytes: Word
  /// Where the next word is looked for.
  private(set) var position: Int

  /// `range` is the part of the table that is read; all of it by default. Places count from the
  /// beginning of the table.
  init(_ table: StaticString, in range: Range<Int>? = nil) {
    let all = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
    bytes = all[range ?? all.indices]
    position = bytes.startIndex
  }

  mutating func next() -> Word? {
    while position < bytes.endIndex, bytes[position] <= 0x20 { position += 1 }
    let start = position
    while position < bytes.endIndex, bytes[position] > 0x20 { position += 1 }
    return start < position ? bytes[start..<position] : nil
  }
}

extension TableWords.Word {
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Whether the word names what the words behind it belong to.
  var isHeading: Bool { first == UInt8(ascii: ":") && count > 1 }

  /// The parts between a byte, empty ones as well.
  func parts(at separator: UInt8) -> [Self] {
    split(separator: separator, omittingEmptySubsequences: false)
  }

  /// Takes the number that the word begins with off it; nil where it begins with none.
  mutating func takeNumber() -> Int? {
    var number: Int?
    while let digit = first, (0x30...0x39).contains(digit) {
      number = (number ?? 0) * 10 + Int(digit - 0x30)
      removeFirst()
    }
    return number
  }

  /// The type that the word names.
  var type: DataType? { BuiltinTypes.codes[text].map { .builtin($0) } }
}
