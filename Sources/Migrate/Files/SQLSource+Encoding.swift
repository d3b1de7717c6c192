extension SQLSource {
  /// Refuses a text that the server could not be sent.
  func checkEncoding() throws(MigrationFileError) {
    // Almost every text is ASCII without a NUL, which one pass over the bytes tells.
    if bytes.allSatisfy({ $0 &- 1 < 0x7F }) { return }
    if let nul = bytes.firstIndex(of: 0), !looksLikeUTF16 { throw .nulByte(location(atByte: nul)) }
    guard String(validating: bytes, as: UTF8.self) == nil || looksLikeUTF16 else { return }
    throw .notUTF8(location(atByte: firstInvalidByte), isUTF16: looksLikeUTF16)
  }

  /// Whether the text begins with the byte order mark of UTF-16, which no UTF-8 text contains.
  private var looksLikeUTF16: Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// Where the first character that is not UTF-8 begins.
  private var firstInvalidByte: Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
    return offset
  }

  /// Whether there is anything but blanks, comments and semicolons. What cannot be scanned counts:
  /// cutting it up will name the place.
  var hasStatement: Bool {
    var scanner = SQLScanner(bytes, in: start..<bytes.count)
    do {
      while let token = try scanner.nextSignificant() {
        if !token.is(UInt8(ascii: ";"), in: bytes) { return true }
      }
      return false
    } catch {
      return true
    }
  }
}
