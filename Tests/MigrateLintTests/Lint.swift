import MigrateLint
import PostgresSyntax

/// Judges texts as the files `1.sql`, `2.sql` and so on, and shows each finding in a line.
func lint(
  _ files: (LintSource.Role, String)...,
  expectsDowns: Bool = false,
  configuration: LintConfiguration = LintConfiguration()
) throws -> [String] {
  let sources = files.enumerated().map { index, file in
    LintSource(path: "\(index + 1).sql", bytes: Array(file.1.utf8), role: file.0)
  }
  let linter = Linter(parser: try Parser.load(), configuration: configuration)
  return linter.lint(sources, expectsDowns: expectsDowns).map {
    "\($0.place.file):\($0.place.line):\($0.place.column) \($0.severity) \($0.rule.rawValue)"
      + ($0.fix.map { " → \($0.replacement)" } ?? "")
  }
}
