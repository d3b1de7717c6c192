extension SQLScanner {
  /// `12`, `1_000`, `1.5`, `.5`, `1.`, `1e-9`, `0x1F`, `0o17`, `0b11`; `1..9` is `1` and `..`.
  mutating func scanNumber() -> SQLToken.Kind {
    if byte(position) == UInt8(ascii: "0"), scanRadixInteger() { return .number }
    position = digits(from: position)
    if byte(position) == UInt8(ascii: "."), byte(position + 1) != UInt8(ascii: ".") {
      position = digits(from: position + 1)
    }
    if byte(position).asciiLowercased == UInt8(ascii: "e") {
      let sign = byte(position + 1).isSign ? 1 : 0
      let exponent = position + 1 + sign
      if byte(exponent).isDigit { position = digits(from: exponent) }
    }
    return .number
  }

  /// Digits with single underscores between them (PostgreSQL 16).
  private mutating func digits(from start: Int) -> Int {
    var index = start
    while byte(index).isDigit
      || (index > start && byte(index) == UInt8(ascii: "_") && byte(index + 1).isDigit)
    {
      index += 1
    }
    return index
  }

  private mutating func scanRadixInteger() -> Bool {
    let radix = byte(position + 1).asciiLowercased
    guard radix == UInt8(ascii: "x") || radix == UInt8(ascii: "o") || radix == UInt8(ascii: "b")
    else { return false }
    var index = position + 2
    while isDigit(index, radix)
      || (byte(index) == UInt8(ascii: "_") && isDigit(index + 1, radix))
    {
      index += 1
    }
    guard index > position + 2 else { return false }
    position = index
    return true
  }

  private mutating func isDigit(_ index: Int, _ radix: UInt8) -> Bool {
    let digit = byte(index)
    return switch radix {
    case UInt8(ascii: "x"): digit.isHexDigit
    case UInt8(ascii: "o"): (0x30...0x37).contains(digit)
    default: digit == 0x30 || digit == 0x31
    }
  }
}
