extension Unicode.Scalar {
  /// How many columns a terminal gives the character: 0 for combining marks and joiners, 2 for the
  /// scripts and symbols that Unicode calls wide, else 1. The ranges are those of East Asian Width
  /// (UAX #11) joined to blocks: an excerpt needs a caret near the place, not a type-setter.
  var columns: Int {
    switch value {
    case 0..<0x300: 1
    case 0x200B...0x200D, 0xFE00...0xFE0F, 0xFEFF: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
      2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark: 0
      default: 1
      }
    }
  }

  /// The character itself, or `?` where showing it would drive the terminal (control characters) or
  /// show another order than the bytes have (the direction marks of "Trojan Source").
  var printable: Unicode.Scalar {
    switch value {
    case 0x09: self
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: "?"
    default: self
    }
  }
}

extension String {
  /// The text with every character that could drive a terminal shown as `?`, tabs and line ends too:
  /// for names that come from a directory or a database.
  var printable: String {
    var text = ""
    for scalar in unicodeScalars {
      text.unicodeScalars.append(scalar == "\t" ? "?" : scalar.printable)
    }
    return text
  }
}
