import ArgumentParser

/// What the commands of the analyser read.
struct LintInputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Directories of migrations, or .sql files.", valueName: "path")
  )
  var paths = LintInput.usualPaths

  @Option(
    help: ArgumentHelp("What exists before the first file.", valueName: "pg_dump file")
  )
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "The configuration; default: .heartly-lint.json beside the first path or above it.",
      valueName: "file"
    )
  )
  var config: String?

  @OptionGroup var repeatables: RepeatableOptions

  func read() throws -> LintInput {
    try LintInput(
      paths: paths,
      baseline: baseline,
      config: config,
      repeatable: repeatables.repeatable
    )
  }
}
