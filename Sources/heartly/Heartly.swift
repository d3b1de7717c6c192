import ArgumentParser

struct Heartly: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heartly",
    abstract:
      "PostgreSQL migrations that are proven before they run, and the database they run on.",
    discussion: """
      Without --database-url and DATABASE_URL (or PGHOST, PGHOSTADDR, PGSERVICE), heartly runs a \
      private PostgreSQL in .heartly/cluster with the system's PostgreSQL programs.

      Exit status: 0 done, or nothing to do; 1 refused or failed; 2 wrong usage; \
      3 the lock was not had.
      """,
    version: Self.version,
    subcommands: [
      MigrateCommand.self, TenantCommand.self, UserCommand.self, TokenCommand.self,
      SeedCommand.self,
      ServeCommand.self, DoctorCommand.self,
      AuditCommand.self, ProveCommand.self, ClusterCommand.self,
    ]
  )

  /// The version of the program, which the history of migrations records too.
  static let version = "0.1.0"

  /// Does what the command line asks.
  static func run() async throws {
    var command = try parsed()
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      try command.run()
    }
  }

  private static func parsed() throws -> any ParsableCommand { try leaf() ?? parseAsRoot() }

  /// The command that the first words name, if what follows can be understood by it alone.
  ///
  /// Only help and messages about wrong usage need the tree of all commands, which costs a run that
  /// finds nothing to do 7 % of its instructions.
  private static func leaf() -> (any ParsableCommand)? {
    var command: any ParsableCommand.Type = Self.self
    var rest = CommandLine.arguments.dropFirst()
    while let word = rest.first,
      let next = command.configuration.subcommands.first(where: {
        $0.configuration.commandName == word
      })
    {
      command = next
      rest = rest.dropFirst()
    }
    guard command.configuration.subcommands.isEmpty else { return nil }
    return try? command.parse(Array(rest))
  }

  static func exit(after error: any Error) -> Never {
    if let failure = error as? Failure {
      Output.error(failure.message)
      Platform.exit(failure.status)
    }
    switch exitCode(for: error) {
    case .success:
      Output.line(fullMessage(for: error))
      Platform.exit(.done)
    case .validationFailure:
      Output.error(fullMessage(for: error))
      Platform.exit(.usage)
    default:
      Output.error(error is ExitCode ? "" : "error: \(error)")
      Platform.exit(.failed)
    }
  }
}
