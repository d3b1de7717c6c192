import ArgumentParser
import Postgres

struct TenantCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant",
    abstract: "The organisations of the platform.",
    subcommands: [TenantCreateCommand.self]
  )
}

struct TenantCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Take an organisation in, and print its id."
  )

  @OptionGroup var database: DatabaseOptions
  @OptionGroup var output: FormatOptions

  @Argument(help: "What it is called: 1 to 100 characters.")
  var name: String

  func run() async throws {
    try await output.reporting { () async throws in
      let id = try await AccountOperation.run(on: database) { connection in
        try await connection.query("INSERT INTO tenant (name) VALUES (\(name)) RETURNING id::text")
          .only().decode(0, as: String.self)
      }
      switch output.format {
      case .text: Output.line(id)
      case .json: Output.json(MadeDocument(id: id))
      }
    }
  }
}
