/// A place in a text, as editors and compilers name it.
public struct SourcePosition: Sendable, Hashable {
  /// Counts bytes from 0.
  public let offset: Int
  /// Counts from 1.
  public let line: Int
  /// Counts Unicode scalars from 1, as PostgreSQL counts characters.
  public let column: Int

  /// The place of a byte; one past the end is the end of the last line.
  ///
  /// It reads the text up to there: for many places, sort them or keep the starts of the lines.
  public init(offset: Int, in text: [UInt8]) {
    let offset = min(max(offset, 0), text.count)
    var line = 1
    var column = 1
    for byte in text[..<offset] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.offset = offset
    self.line = line
    self.column = column
  }

  /// The place of the parser's cursor, which counts characters from 1.
  init(cursor: Int, in text: [UInt8]) {
    var left = cursor
    let offset = text.firstIndex { byte in
      if byte & 0xC0 != 0x80 { left -= 1 }
      return left == 0
    }
    self.init(offset: offset ?? text.count, in: text)
  }
}
