/// A SQL text together with the name that messages give it.
public struct SQLSource: Sendable, Hashable {
  /// What messages call it: the file's path, as it was given.
  public let name: String
  /// The text's bytes, unchanged.
  public let bytes: [UInt8]

  /// Holds bytes that were read from a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Holds a text that is in memory already.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Where the text begins: after a UTF-8 byte order mark, which some editors write and PostgreSQL
  /// does not read.
  var start: Int { bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0 }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The place of one byte. Takes time in proportion to the bytes before it.
  public func location(atByte offset: Int) -> SourceLocation {
    var counter = LocationCounter(self)
    let (line, column) = counter.advance(to: offset)
    return SourceLocation(file: name, line: line, column: column, byteOffset: offset)
  }

  /// The text of a range of bytes.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
  }

  /// The place of a character within a statement, as the server reports it.
  ///
  /// - Parameters:
  ///   - statement: What was sent.
  ///   - position: PostgreSQL's error position: characters from 1 in the text that was sent. One
  ///     past the end, as for "syntax error at end of input", is the end.
  /// - Returns: The place in the file; a position outside of the statement is its nearest end.
  public func location(in statement: SQLStatement, atCharacter position: Int) -> SourceLocation {
    var offset = statement.range.lowerBound
    var left = position - 1
    while offset < statement.range.upperBound, left > 0 {
      offset += 1
      while offset < statement.range.upperBound, bytes[offset].isUTF8Continuation { offset += 1 }
      left -= 1
    }
    return location(atByte: offset)
  }

  /// The line of a place with a caret under it.
  public func excerpt(at location: SourceLocation) -> SourceExcerpt {
    SourceExcerpt(bytes: bytes[start...], offset: location.byteOffset, line: location.line)
  }
}
