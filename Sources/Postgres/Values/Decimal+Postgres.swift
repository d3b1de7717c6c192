#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

// numeric's binary form (numeric_send in PostgreSQL's numeric.c): four 16-bit words — digit count,
// weight of the first digit, sign, display scale — and then digits in base 10,000.
extension Decimal: PostgresCodable {
  /// `numeric`
  public static var postgresType: PostgresType { .numeric }

  /// Reads a `numeric` of up to 38 significant digits; more digits, NaN and infinity are out of range.
  public init(decoding cell: Cell) throws(CellError) {
    guard cell.type == .numeric else { throw cell.isNull ? .unexpectedNull : .typeMismatch }
    let text = try cell.withBytes { bytes throws(CellError) -> String in
      cell.format == .text
        ? String(decoding: bytes, as: UTF8.self) : try decimalText(ofBinary: bytes)
    }
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(separator: ".", maxSplits: 1)
    var digits = parts.joined()[...].drop { $0 == "0" }
    var exponent = parts.count == 2 ? -parts[1].utf8.count : 0
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { throw .outOfRange }
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    guard !digits.isEmpty else {
      self = 0
      return
    }
    // What Foundation's Decimal holds: 128 bits, which every number of 38 digits fits, and an
    // exponent of 8 bits.
    guard digits.utf8.count <= 38, (-128...127).contains(exponent),
      let significand = Decimal(string: String(digits))
    else { throw .outOfRange }
    self = Decimal(sign: isNegative ? .minus : .plus, exponent: exponent, significand: significand)
  }

  /// Appends the binary form. NaN is out of range.
  public func encode(into bytes: inout [UInt8]) throws(ParameterError) {
    guard !isNaN else { throw .outOfRange }
    let text = description
    let magnitude = text.drop { $0 == "-" }
    let parts = magnitude.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? parts[1] : ""
    let scale = fraction.count
    // Both halves are filled up to whole groups of four decimal digits around the point.
    let whole = String(repeating: "0", count: (4 - parts[0].count % 4) % 4) + parts[0]
    let rest = fraction + String(repeating: "0", count: (4 - scale % 4) % 4)
    let decimals = Array((whole + rest).utf8)
    var groups = stride(from: 0, to: decimals.count, by: 4).map { start in
      decimals[start..<start + 4].reduce(Int16(0)) { $0 * 10 + Int16($1 - 0x30) }
    }
    var weight = whole.count / 4 - 1
    while groups.first == 0 {
      groups.removeFirst()
      weight -= 1
    }
    while groups.last == 0 { groups.removeLast() }
    if groups.isEmpty { weight = 0 }
    Int16(groups.count).append(to: &bytes)
    Int16(weight).append(to: &bytes)
    UInt16(self < 0 ? 0x4000 : 0).append(to: &bytes)
    Int16(scale).append(to: &bytes)
    for group in groups { group.append(to: &bytes) }
  }
}

/// The decimal text of numeric's binary form.
private func decimalText(ofBinary bytes: UnsafeRawBufferPointer) throws(CellError) -> String {
  guard bytes.count >= 8, bytes.count % 2 == 0 else { throw .malformed }
  func word(_ index: Int) -> Int16 {
    Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 2, as: Int16.self))
  }
  let (count, weight, scale) = (Int(word(0)), Int(word(1)), Int(word(3)))
  let sign = UInt16(bitPattern: word(2))
  guard sign == 0 || sign == 0x4000 else { throw .outOfRange }
  guard count >= 0, bytes.count == 8 + count * 2, scale >= 0 else { throw .malformed }
  // Nothing that a Decimal can hold has more than ten groups before or after the point.
  guard abs(weight) <= 40, scale <= 160 else { throw .outOfRange }
  func group(_ position: Int) -> String {
    let digit = weight - position
    guard digit >= 0, digit < count else { return "0000" }
    let text = String(word(4 + digit))
    return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
  }
  var text = sign == 0x4000 ? "-" : ""
  for position in stride(from: max(0, weight), through: 0, by: -1) { text += group(position) }
  guard scale > 0 else { return text }
  let fraction = (1...((scale + 3) / 4)).map { group(-$0) }.joined()
  return text + "." + fraction.prefix(scale)
}
