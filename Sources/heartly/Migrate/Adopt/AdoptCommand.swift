public import ArgumentParser
import Migrate
public import MigrateImport
import Postgres

struct AdoptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: "Take over a database that another tool has migrated.",
    discussion: """
      Reads the other tool's table, finds the file of each of its entries, compares the database with \
      what these files make on a scratch server, and records them as applied. Nothing is run, the other \
      tool's table stays as it is, and nothing is written where anything does not fit. It may be run \
      again, also after the other tool has applied more.
      """
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var locks: LockOptions
  @OptionGroup var scratch: ScratchOptions

  @Option(help: "The tool whose table is read.")
  var from: ForeignTool

  @Option(help: ArgumentHelp("Its table, if it has not the usual name.", valueName: "name"))
  var table: String?

  @Option(
    help: ArgumentHelp(
      "A file that says which version is which of its migrations, where their names do not tell.",
      discussion: "On each line its name of a migration, blanks, and our version, or - for none of "
        + "ours. `migrate import` writes one.",
      valueName: "path"
    )
  )
  var map: String?

  @Flag(help: "Record the files as applied although the database is not what they make.")
  var acceptDifferences = false

  @OptionGroup var mirror: MirrorOptions

  func run() async throws {
    try await options.output.reporting { () async throws in
      var map = MigrationMap()
      if let path = self.map {
        do {
          let text = String(decoding: try Platform.content(of: path), as: UTF8.self)
          map = try MigrationMap(parsing: text, file: path)
        } catch let error as AdoptionError {
          throw Failure(message: "error: \(error)")
        } catch {
          throw Failure(message: "error: \(path) cannot be read: \(error)")
        }
      }
      var run = AdoptionRun(options, locks, scratch, from: .tool(from, table: table))
      run.map = map
      run.mirror = mirror.dualWrite
      run.acceptsDifferences = acceptDifferences
      try await run.perform()
    }
  }
}

struct BaselineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Begin with a database that nothing has recorded the migrations of.",
    discussion: """
      Compares the database with what the files up to a version make on a scratch server, and records \
      them as applied. Nothing is run, and nothing is written where the two differ.
      """
  )

  @OptionGroup var options: MigrateOptions
  @OptionGroup var locks: LockOptions
  @OptionGroup var scratch: ScratchOptions

  @Option(
    help: ArgumentHelp("The newest version that the database has already.", valueName: "version")
  )
  var at: MigrationVersion

  @Flag(help: "Record the files as applied although the database is not what they make.")
  var acceptDifferences = false

  func run() async throws {
    try await options.output.reporting { () async throws in
      var run = AdoptionRun(options, locks, scratch, from: .baseline(at))
      run.acceptsDifferences = acceptDifferences
      try await run.perform()
    }
  }
}

extension ForeignTool: ExpressibleByArgument {}
