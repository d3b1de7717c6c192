import ArgumentParser
import Postgres

struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot",
    abstract: "Write what a database holds as a baseline for lint.",
    discussion: """
      A database may have been changed by other means than its migrations. `heartly migrate lint \
      --baseline` replays the migrations on what is really there. Owners, and the engine's own \
      schema, are left out; no row is read.
      """
  )

  @OptionGroup var database: DatabaseOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "path")
  )
  var output = "db/baseline.sql"

  func run() async throws {
    let target = try await database.target()
    let connection = try await MigrateOptions.session(on: target)
    let version = connection.serverVersion
    connection.close()
    let dump = try await SchemaDump(of: target, serverVersion: version).text
    let text = Self.header(serverVersion: version) + dump
    if output == "-" { return Platform.write(text, to: 1) }
    try Platform.replace(output, with: Array(text.utf8))
    Output.line("\(output) written.")
  }

  /// Says what the file is. No date: the same schema gives the same file.
  static func header(serverVersion: Int) -> String {
    "-- Baseline for `heartly migrate lint --baseline`: the schema of a database on PostgreSQL "
      + "\(serverVersion / 10_000).\(serverVersion % 10_000).\n"
  }
}
