import PostgresSyntax

/// A file's statements, each with its tokens. What the grammar refuses is reported and left out, and
/// the rest is read as if it were not there.
struct SplitFile {
  private(set) var statements: [(statement: SyntaxTree.Statement, tokens: [Range<Int>])] = []
  private(set) var findings: [Finding] = []
  private(set) var refused: [Range<Int>] = []

  /// A file with more mistakes than this is no SQL.
  private static let limit = 50

  init(_ source: LintSource, parser: Parser) {
    var bytes = source.bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.replaceSubrange(0..<3, with: [32, 32, 32]) }
    for _ in 0..<Self.limit {
      do {
        let tree = try parser.parse(bytes)
        let tokens = try parser.scan(bytes).filter { $0.kind != .comment }.map(\.range)
        var next = 0
        for statement in tree.statements {
          while next < tokens.count, tokens[next].lowerBound < statement.range.lowerBound {
            next += 1
          }
          let first = next
          while next < tokens.count, tokens[next].lowerBound < statement.range.upperBound {
            next += 1
          }
          statements.append((statement, Array(tokens[first..<next])))
        }
        return
      } catch {
        let part = Self.part(of: bytes, at: error.offset, parser: parser)
        findings.append(
          Finding(.syntaxError, error.message, at: source.place(at: error.offset))
        )
        refused.append(part)
        guard !part.isEmpty else { return }
        for index in part where bytes[index] != UInt8(ascii: "\n") { bytes[index] = 32 }
      }
    }
  }

  /// What is taken out: the statement, or the line of psql.
  private static func part(of bytes: [UInt8], at offset: Int, parser: Parser) -> Range<Int> {
    if bytes.indices.contains(offset), bytes[offset] == UInt8(ascii: "\\") {
      let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      return offset..<end
    }
    return parser.split(bytes).last { $0.lowerBound <= offset } ?? 0..<0
  }
}
