/// libpg_query's JSON and an index of its values: one entry each, in the order of the text.
///
/// A container is followed by the entries of what it holds. A node's wrapper, `{"ColumnRef":{…}}`,
/// is one entry with the node's name, so that nobody has to look through it.
final class Tape: Sendable {
  enum Kind: UInt8 {
    case object, array, string, number, yes, no, null
  }

  /// 16 bytes; positions fit, as the answer has less than 1 GB.
  struct Entry {
    /// Where the name of the field begins, behind its quote.
    var fieldStart: UInt32 = 0
    /// Where the value begins; for an object the node's name.
    var start: UInt32 = 0
    /// Where a scalar ends; for a container the entry behind its last.
    var end: UInt32 = 0
    /// 0 for an element of a list.
    var fieldLength: UInt16 = 0
    /// The length of the node's name, 0 for an object without a wrapper.
    var nameLength: UInt8 = 0
    var kind: Kind
  }

  let json: [UInt8]
  let entries: [Entry]
  /// What is added to every place, where the text that was parsed is a part of a larger one.
  let base: Int

  /// Nil for what is not the JSON that libpg_query writes.
  init?(_ json: [UInt8], base: Int = 0) {
    guard let entries = TapeBuilder.entries(of: json) else { return nil }
    self.json = json
    self.entries = entries
    self.base = base
  }

  /// The entry behind a value and all that it holds.
  func next(after index: Int) -> Int {
    switch entries[index].kind {
    case .object, .array: Int(entries[index].end)
    default: index + 1
    }
  }

  func field(of index: Int, is name: StaticString) -> Bool {
    let entry = entries[index]
    return Int(entry.fieldLength) == name.utf8CodeUnitCount
      && bytes(at: entry.fieldStart, are: name)
  }

  func node(_ index: Int, is name: StaticString) -> Bool {
    let entry = entries[index]
    return Int(entry.nameLength) == name.utf8CodeUnitCount && bytes(at: entry.start, are: name)
  }

  /// The name of the field, as ``SyntaxNode/field`` has it.
  func fieldBytes(of index: Int) -> ArraySlice<UInt8> {
    let entry = entries[index]
    return json[Int(entry.fieldStart)..<Int(entry.fieldStart) + Int(entry.fieldLength)]
  }

  /// The node's name, as ``SyntaxNode/kind`` has it.
  func kindBytes(of index: Int) -> ArraySlice<UInt8> {
    let entry = entries[index]
    return json[Int(entry.start)..<Int(entry.start) + Int(entry.nameLength)]
  }

  /// A scalar as the JSON spells it; a string without its quotes.
  func scalarBytes(of index: Int) -> ArraySlice<UInt8> {
    json[Int(entries[index].start)..<Int(entries[index].end)]
  }

  /// The entry of an object's field.
  func field(_ name: StaticString, of object: Int) -> Int? {
    guard entries[object].kind == .object else { return nil }
    let end = Int(entries[object].end)
    var index = object + 1
    while index < end {
      if field(of: index, is: name) { return index }
      index = next(after: index)
    }
    return nil
  }

  /// The text between a string's quotes, with its escapes resolved.
  func string(_ index: Int) -> String? {
    let entry = entries[index]
    guard entry.kind == .string else { return nil }
    return JSONString.decode(json[Int(entry.start)..<Int(entry.end)])
  }

  /// A whole number; nil for another value, and for one that is none.
  func int(_ index: Int) -> Int? {
    let entry = entries[index]
    guard entry.kind == .number else { return nil }
    var digits = json[Int(entry.start)..<Int(entry.end)]
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { digits.removeFirst() }
    var value = 0
    for digit in digits {
      guard Lexer.isDigit(digit) else { return nil }
      let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tenfold.addingReportingOverflow(Int(digit - 0x30))
      if overflows || overflowsToo { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }

  private func bytes(at start: UInt32, are name: StaticString) -> Bool {
    let start = Int(start)
    return json.withUnsafeBufferPointer { json in
      name.withUTF8Buffer { name in
        for offset in 0..<name.count where json[start + offset] != name[offset] { return false }
        return true
      }
    }
  }
}
