/// A number as JSON writes it: a sign, significant digits without zeros around them, and a power of
/// ten.
struct DecimalNumber: Equatable {
  private var isNegative = false
  /// The significant digits; none for zero.
  private var digits: [UInt8] = []
  /// Where the point stands: the value is 0.digits × 10^point.
  private var point = 0

  /// Reads a number of RFC 8259; nil for what is none.
  init?(_ text: some Sequence<UInt8>) {
    var iterator = text.makeIterator()
    var byte = iterator.next()
    if byte == UInt8(ascii: "-") {
      isNegative = true
      byte = iterator.next()
    }
    var whole = 0
    var leadingZero = false
    while let digit = byte, Self.isDigit(digit) {
      guard !leadingZero else { return nil }
      leadingZero = whole == 0 && digit == 0x30
      whole += 1
      digits.append(digit)
      byte = iterator.next()
    }
    guard whole > 0 else { return nil }
    point = whole
    if byte == UInt8(ascii: ".") {
      let before = digits.count
      byte = iterator.next()
      while let digit = byte, Self.isDigit(digit) {
        digits.append(digit)
        byte = iterator.next()
      }
      guard digits.count > before else { return nil }
    }
    if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
      byte = iterator.next()
      let isSmall = byte == UInt8(ascii: "-")
      if isSmall || byte == UInt8(ascii: "+") { byte = iterator.next() }
      guard let exponent = Self.integer(&byte, &iterator) else { return nil }
      point += isSmall ? -exponent : exponent
    }
    guard byte == nil else { return nil }
    strip()
  }

  /// The text that ECMAScript gives the number (RFC 8785, section 3.2.2.3), if a double holds just
  /// this number; where two decimals name one double, only the shortest is it.
  var canonical: String? {
    guard !digits.isEmpty else { return "0" }
    // A double keeps every decimal of so few digits, unless it is very small or very large.
    if digits.count <= 15, abs(point) < 300 { return plain }
    guard abs(point) < 400, let double = Double(scientific), double.isFinite,
      let shortest = DecimalNumber(double.magnitude.description.utf8),
      shortest.digits == digits, shortest.point == point
    else { return nil }
    return plain
  }

  private var plain: String {
    let sign = isNegative ? "-" : ""
    let text = String(decoding: digits, as: UTF8.self)
    if digits.count <= point, point <= 21 {
      return sign + text + String(repeating: "0", count: point - digits.count)
    }
    if 0 < point, point <= 21 { return sign + text.prefix(point) + "." + text.dropFirst(point) }
    if -6 < point, point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    let exponent = point - 1
    let mantissa = digits.count == 1 ? text : text.prefix(1) + "." + text.dropFirst()
    return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + String(abs(exponent))
  }

  private var scientific: String { "0.\(String(decoding: digits, as: UTF8.self))e\(point)" }

  private mutating func strip() {
    while digits.last == 0x30 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0x30 }.count
    digits.removeFirst(zeros)
    point = digits.isEmpty ? 0 : point - zeros
    if digits.isEmpty { isNegative = false }
  }

  private static func integer(
    _ byte: inout UInt8?,
    _ iterator: inout some IteratorProtocol<UInt8>
  ) -> Int? {
    var value: Int?
    while let digit = byte, isDigit(digit) {
      // What is beyond is no double either way.
      value = min((value ?? 0) * 10 + Int(digit - 0x30), 1_000_000)
      byte = iterator.next()
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
