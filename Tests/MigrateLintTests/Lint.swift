import MigrateLint
import PostgresSyntax

extension LintConfiguration {
  /// For tests of something else than what a migration loses or locks.
  static var withoutRisks: LintConfiguration {
    var configuration = LintConfiguration()
    for rule in Rule.allCases where rule.category == .risk { configuration.levels[rule] = .off }
    return configuration
  }
}

/// Judges texts as the files `1.sql`, `2.sql` and so on, and shows each finding in a line.
func lint(
  _ files: (LintSource.Role, String)...,
  expectsDowns: Bool = false,
  configuration: LintConfiguration = .withoutRisks
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
