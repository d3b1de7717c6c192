/// The words of a generated table, read byte by byte: a table is read at the start of a program that
/// has some milliseconds.
struct TableWords: Sequence, IteratorProtocol {
  typealias Word = UnsafeBufferPointer<UInt8>.SubSequence

  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next word is looked for.
  private(set) var position = 0

  init(_ table: StaticString, from position: Int = 0) {
    bytes = UnsafeBufferPointer(start: table.utf8Start, count: table.utf8CodeUnitCount)
    self.position = position
  }

  mutating func next() -> Word? {
    while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    let start = position
    while position < bytes.count, bytes[position] > 0x20 { position += 1 }
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

  /// The type that the word names.
  var type: DataType? { BuiltinTypes.codes[text].map { .builtin($0) } }
}
