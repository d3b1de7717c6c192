import ArgumentParser
import Migrate
import MigrateImport

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

struct SquashCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "squash",
    abstract: "Write one pair in the place of all up to a version.",
    discussion: """
      The pair is made of what the files make on a throwaway server, rows included, and runs there alone; \
      only if both ways lead to the same catalog and the same rows are the files replaced. Databases that \
      have all of the replaced migrations are recognised by the next `up`; those that have only some are \
      refused.
      """
  )

  enum OldFiles: String, CaseIterable, ExpressibleByArgument { case move, remove }

  @OptionGroup var files: DirectoryOptions
  @OptionGroup var output: FormatOptions

  @Option(help: ArgumentHelp("The newest version that is replaced.", valueName: "version"))
  var to: MigrationVersion

  @Option(help: ArgumentHelp("What the new migration is called.", valueName: "name"))
  var name = "Squashed"

  @Option(
    help: "What becomes of the replaced files: move puts them into squashed/ beside the others."
  )
  var oldFiles = OldFiles.move

  @Option(
    help: ArgumentHelp(
      "How many rows that migrations insert the pair may hold at most.",
      valueName: "number"
    )
  )
  var rowLimit: Int64 = 10_000

  func validate() throws {
    guard rowLimit >= 0 else { throw ValidationError("--row-limit cannot be negative.") }
  }

  func run() async throws {
    try await output.reporting { () async throws in
      let name: MigrationName
      do {
        name = try MigrationName(self.name)
      } catch {
        throw Failure(message: "error: \(error)", status: .usage)
      }
      let squash = SquashRun(
        directory: files.directory,
        version: to,
        name: name.camelCase,
        movesFiles: oldFiles == .move,
        rowLimit: rowLimit
      )
      let outcome = try await Interruption().watching { () async throws in
        try await squash.perform()
      }
      switch output.format {
      case .json: Output.json(outcome)
      case .text:
        Output.line("\(outcome.replaced) migrations are \(outcome.file) now.")
        Output.line(
          "Proven: the same catalog of \(outcome.objects) objects and the same \(outcome.rows) rows "
            + "both ways."
        )
        if let reason = outcome.irreversible { Output.line("note: it has no way back: \(reason)") }
        if let place = outcome.oldFiles { Output.line("The replaced files are in \(place).") }
      }
    }
  }
}
