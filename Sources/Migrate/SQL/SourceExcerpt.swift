/// The line that a message is about, with a caret under the place, as psql shows it.
///
/// ```
/// LINE 12:   CHECK (birthdate >= '1900-01-01'),
///                   ^
/// ```
/// Tabs stay tabs in both lines, so that the caret stands right whatever their width; characters of
/// double width count as two. A long line is cut around the place. Control characters, and those
/// that reverse the direction of writing, are shown as `?`: a file must not drive the terminal.
public struct SourceExcerpt: Sendable, Hashable {
  /// The line's number, from 1.
  public let line: Int
  /// The line, perhaps cut at either end, where `…` marks it.
  public let text: String
  /// What stands before the caret: blanks and tabs as wide as the text before the place.
  public let indent: String

  /// How many columns an excerpt shows at most.
  static let width = 76
  /// How many columns it shows before the place when it must cut the line.
  static let before = 48

  /// Both lines, without a line end behind the second.
  public func rendered(label: String = "LINE") -> String {
    let prefix = "\(label) \(line): "
    let blanks = String(repeating: " ", count: prefix.unicodeScalars.count)
    return "\(prefix)\(text)\n\(blanks)\(indent)^"
  }

  init(bytes: ArraySlice<UInt8>, offset: Int, line: Int) {
    let place = min(max(offset, bytes.startIndex), bytes.endIndex)
    let head = Self.head(bytes[..<place])
    let tail = Self.tail(bytes[place...])
    self.line = line
    text = (head.isCut ? "…" : "") + head.text + tail
    indent = (head.isCut ? " " : "") + head.indent
  }

  /// What stands before the place, and blanks of its width.
  private static func head(
    _ bytes: ArraySlice<UInt8>
  ) -> (text: String, indent: String, isCut: Bool) {
    // No character is wider than two columns or longer than four bytes, but combining ones have no
    // width: the bound on the bytes keeps a line of millions of them short too.
    var lineStart = bytes.endIndex
    let limit = max(bytes.startIndex, bytes.endIndex - before * 8)
    while lineStart > limit, !bytes[lineStart - 1].isLineEnd { lineStart -= 1 }
    while lineStart < bytes.endIndex, bytes[lineStart].isUTF8Continuation { lineStart += 1 }
    var isCut = lineStart > bytes.startIndex && !bytes[lineStart - 1].isLineEnd
    var shown: [Unicode.Scalar] = []
    var columns = 0
    for scalar in String(decoding: bytes[lineStart...], as: UTF8.self).unicodeScalars.reversed() {
      columns += scalar.columns
      if columns > before {
        isCut = true
        break
      }
      shown.append(scalar.printable)
    }
    var text = ""
    var indent = ""
    for scalar in shown.reversed() {
      text.unicodeScalars.append(scalar)
      indent += scalar == "\t" ? "\t" : String(repeating: " ", count: scalar.columns)
    }
    return (text, indent, isCut)
  }

  private static func tail(_ bytes: ArraySlice<UInt8>) -> String {
    let room = width - before
    let limit = min(bytes.endIndex, bytes.startIndex + room * 8)
    var lineEnd = bytes.startIndex
    while lineEnd < limit, !bytes[lineEnd].isLineEnd { lineEnd += 1 }
    while lineEnd < bytes.endIndex, bytes[lineEnd].isUTF8Continuation { lineEnd += 1 }
    var isCut = lineEnd < bytes.endIndex && !bytes[lineEnd].isLineEnd
    var text = ""
    var columns = 0
    for scalar in String(decoding: bytes[bytes.startIndex..<lineEnd], as: UTF8.self).unicodeScalars
    {
      columns += scalar.columns
      if columns > room {
        isCut = true
        break
      }
      text.unicodeScalars.append(scalar.printable)
    }
    return isCut ? text + "…" : text
  }
}

extension SourceExcerpt: CustomStringConvertible {
  /// Both lines, labelled as psql labels them.
  public var description: String { rendered() }
}
