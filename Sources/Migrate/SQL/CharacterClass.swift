/// The classes of bytes that PostgreSQL's lexer tells apart.
extension UInt8 {
  static var newline: UInt8 { 0x0A }
  static var carriageReturn: UInt8 { 0x0D }
  static var quote: UInt8 { 0x27 }
  static var doubleQuote: UInt8 { 0x22 }
  static var backslash: UInt8 { 0x5C }
  static var dollar: UInt8 { 0x24 }

  /// `space` in `scan.l`; the vertical tab is one since PostgreSQL 16.
  var isSQLSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  var isLineEnd: Bool { self == .newline || self == .carriageReturn }
  var isDigit: Bool { (0x30...0x39).contains(self) }

  var isHexDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
  }

  /// `ident_start`: every byte above ASCII counts as a letter.
  var isIdentifierStart: Bool {
    switch self {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: true
    default: false
    }
  }

  /// `dolq_cont`: an identifier's character, without `$`.
  var isDollarTagPart: Bool { isIdentifierStart || isDigit }
  var isIdentifierPart: Bool { isDollarTagPart || self == .dollar }

  /// `op_chars`: `~ ! @ # ^ & | ` ? + - * / % < > =`.
  var isOperator: Bool {
    isQualifyingOperator || isSign
      || self == 0x2A || self == 0x2F || (0x3C...0x3E).contains(self)
  }

  /// `+` or `-`.
  var isSign: Bool { self == 0x2B || self == 0x2D }

  /// `~ ! @ # ^ & | ` ? %`: an operator with one of these may end in `+` or `-`.
  var isQualifyingOperator: Bool {
    switch self {
    case 0x21, 0x23, 0x25, 0x26, 0x3F, 0x40, 0x5E, 0x60, 0x7C, 0x7E: true
    default: false
    }
  }

  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

  /// Whether the byte continues a UTF-8 character that an earlier byte began.
  var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}
