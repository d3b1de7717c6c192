import ArgumentParser
import MigrateExact

/// Whether migrations are judged by a server, and by which one.
struct ExactOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Run the files on an empty database instead of reading them.",
      discussion: "The server is a private one that lives for the run. Its template is made once, "
        + "in HEARTLY_EXACT_DIRECTORY or else .heartly/exact."
    )
  )
  var exact = false

  @Option(
    name: .customLong("scratch-url"),
    help: ArgumentHelp(
      "With --exact: a server on which a database is made and dropped.",
      valueName: "url"
    )
  )
  var scratchURL: String?

  @Flag(help: "With --exact: show the locks, rewrites and scans of each statement.")
  var verbose = false

  func validate() throws {
    guard exact || (scratchURL == nil && !verbose) else {
      throw ValidationError("--scratch-url and --verbose belong to --exact.")
    }
  }

  func server() throws -> ExactServer { try ScratchOptions.server(scratchURL) }
}
