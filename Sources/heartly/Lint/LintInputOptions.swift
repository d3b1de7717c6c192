import ArgumentParser
import MigrateLint
import PostgresSyntax

/// What the commands of the analyser read.
struct LintInputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Directories of migrations, or .sql files.", valueName: "path")
  )
  var paths: [String] = ["db/migrations"]

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

  func read() throws -> LintInput {
    let file =
      try config.map(LintConfigurationFile.read)
      ?? LintConfigurationFile.find(near: paths.first ?? ".")
    return try LintInput(paths: paths, baseline: baseline, file: file)
  }

  static func parser() throws -> Parser {
    do {
      return try Parser.load()
    } catch {
      throw Failure(message: "error: \(error)")
    }
  }
}
