import MigrateLint
import PostgresSyntax

/// Applies the fixes that cannot be wrong, and judges again until there is none left: a name that is
/// mended may show the next one.
struct FixRun {
  var input: LintInput
  let parser: Parser

  /// Files that no one can mend in so many passes have fixes that undo each other.
  private static let passes = 10

  /// - Returns: What is still found.
  func perform() throws -> [Finding] {
    var input = input
    var count = 0
    for _ in 0..<Self.passes {
      let findings = input.findings(parser)
      let safe = findings.filter { $0.fix?.isSafe == true }
      guard !safe.isEmpty else { break }
      for (path, findings) in Dictionary(grouping: safe, by: \.place.file) {
        guard let index = input.sources.firstIndex(where: { $0.path == path }) else { continue }
        let source = input.sources[index]
        let fixes = Self.apart(findings.compactMap(\.fix))
        var bytes = source.bytes
        for fix in fixes.reversed() {
          bytes.replaceSubrange(fix.range, with: Array(fix.replacement.utf8))
        }
        count += fixes.count
        try Platform.replace(path, with: bytes)
        input.sources[index] = LintSource(path: path, bytes: bytes, role: source.role)
      }
    }
    if count > 0 { Output.error("\(count) \(count == 1 ? "fix" : "fixes") applied") }
    return input.findings(parser)
  }

  /// In the order of the text, without those that touch one before.
  private static func apart(_ fixes: [Fix]) -> [Fix] {
    var end = 0
    return Set(fixes).sorted { $0.range.lowerBound < $1.range.lowerBound }.filter { fix in
      guard fix.range.lowerBound >= end else { return false }
      end = fix.range.upperBound
      return true
    }
  }
}
