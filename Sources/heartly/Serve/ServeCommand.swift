import ArgumentParser
import Postgres
import Supervision

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the HTTP API until a signal ends it.",
    discussion: """
      Refuses to serve a database that is not at the newest migration, or that does not keep tenants \
      apart as the migrations make it. Settings are said by --set NAME=VALUE, then HEARTLY_NAME in the \
      environment, then the file of --configuration; docs/how-to/run-the-server.md explains them.
      """
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var files: DirectoryOptions

  @Option(
    help: ArgumentHelp(
      "A JSON file with settings.",
      discussion: "Default: HEARTLY_CONFIGURATION, else none.",
      valueName: "file"
    )
  )
  var configuration: String?

  @Option(name: .customLong("set"), help: ArgumentHelp("A setting.", valueName: "name=value"))
  var settings: [String] = []

  @Flag(help: "Print all settings, with secrets masked, and end.")
  var printConfiguration = false

  func run() async throws {
    var source = try SettingsSource(
      flags: settings,
      file: configuration ?? Platform.environment("HEARTLY_CONFIGURATION")
    )
    if printConfiguration { return source.lines.forEach(Output.line) }
    let supervisor = Supervisor(
      database: try await ServedDatabase.choose(database, directory: files.directory, &source),
      settings: source.settings
    )
    for line in source.lines { Output.error(line) }
    try await Interruption().watching { () async throws in
      try await supervisor.run()
    }
  }
}
