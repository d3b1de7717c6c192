/// A place in a file, for a person and for an editor: `path:line:column`.
public struct SourceLocation: Sendable, Hashable {
  /// The file's path, as it was given.
  public let file: String
  /// The line, from 1. Lines end at LF, CR LF and a lone CR, as PostgreSQL counts them.
  public let line: Int
  /// The column in characters (Unicode scalars), from 1. A byte order mark has no column.
  public let column: Int
  /// The place in the file's bytes, from 0.
  public let byteOffset: Int

  /// Makes a place from its parts.
  public init(file: String, line: Int, column: Int, byteOffset: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `path:line:column`, the form that editors and terminals turn into a link.
  public var description: String { "\(file):\(line):\(column)" }
}

extension SourceLocation: Comparable {
  /// The order of the bytes within one file, and of the paths between files.
  public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
    (left.file, left.byteOffset) < (right.file, right.byteOffset)
  }
}

/// Counts lines and columns forward through a text, so that many places in ascending order cost one
/// pass together.
struct LocationCounter {
  private let bytes: [UInt8]
  private var offset: Int
  private var line = 1
  private var column = 1

  init(_ source: SQLSource) {
    bytes = source.bytes
    offset = source.start
  }

  /// The line and column of a byte that is not before the last one asked for.
  mutating func advance(to target: Int) -> (line: Int, column: Int) {
    let target = min(target, bytes.count)
    while offset < target {
      let byte = bytes[offset]
      offset += 1
      if byte == .newline
        || (byte == .carriageReturn && !(offset < bytes.count && bytes[offset] == .newline))
      {
        line += 1
        column = 1
      } else if !byte.isUTF8Continuation {
        column += 1
      }
    }
    return (line, column)
  }
}
