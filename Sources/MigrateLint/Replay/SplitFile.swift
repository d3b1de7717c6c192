import PostgresSyntax

/// A file's statements, each with its tokens. What the grammar refuses is reported and left out, and
/// the rest is read as if it were not there.
struct SplitFile {
  private(set) var statements: [(statement: SyntaxTree.Statement, tokens: [Range<Int>])] = []
  private(set) var findings: [Finding] = []
  private(set) var refused: [Range<Int>] = []

  /// A file with more mistakes than this is no SQL.
  private static let limit = 50

  /// `parsed` is what the parser says of `text(of: source)`, if it was asked already.
  init(_ source: LintSource, parser: Parser, parsed: Result<ParsedText, SyntaxError>? = nil) {
    var bytes = Self.text(of: source)
    var parsed = parsed
    for _ in 0..<Self.limit {
      do throws(SyntaxError) {
        let text = try (parsed.take() ?? parser.read([bytes])[0]).get()
        let (tree, tokens) = (text.tree, text.tokens.filter { $0.kind != .comment }.map(\.range))
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

  /// What is parsed of a file: all but a byte order mark.
  static func text(of source: LintSource) -> [UInt8] {
    guard source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return source.bytes }
    return [32, 32, 32] + source.bytes.dropFirst(3)
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
