import MigrateLint

/// `heartly migrate lint` with nothing but paths behind it, understood without the command line's
/// library, and run on the main thread alone: like ``PlainUp``, it is what people and programs mostly
/// ask for, and short enough for the start to show.
struct PlainLint: Equatable {
  let paths: [String]

  /// Nil where the library must look at the words.
  init?(_ words: some Collection<String>) {
    guard words.starts(with: ["migrate", "lint"]) else { return nil }
    let paths = words.dropFirst(2)
    guard paths.allSatisfy({ !$0.isEmpty && !$0.hasPrefix("-") }) else { return nil }
    self.paths = paths.isEmpty ? LintInput.usualPaths : Array(paths)
  }

  func run() throws {
    let parser = try LintInput.parser()
    let input = try LintInput(paths: paths)
    let findings = input.findings(parser)
    FindingReport.text(findings, files: input.judgedFiles)
    try LintCommand.end(with: findings)
  }
}
