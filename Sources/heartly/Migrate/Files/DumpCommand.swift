import ArgumentParser
import Postgres

struct DumpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dump",
    abstract: "Write the database's schema as SQL, the same from run to run.",
    discussion:
      "The engine's own schema is left out, and the owner of what belongs to the role that dumps."
  )

  @OptionGroup var database: DatabaseOptions

  @Option(
    name: [.customShort("o"), .long],
    help: ArgumentHelp("The file to write; - is standard output.", valueName: "path")
  )
  var output = "db/schema.sql"

  @Flag(help: "Write nothing; exit with 1 if the file is not what would be written.")
  var check = false

  func run() async throws {
    let target = try await database.target()
    let connection = try await MigrateOptions.session(on: target)
    let version = connection.serverVersion
    let role: String = try await connection.query("SELECT current_user").only().decode(0)
    connection.close()
    let dump = try await SchemaDump(of: target, serverVersion: version, keepingOwnersBut: role)
    let text = dump.text
    if output == "-" { return Platform.write(text, to: 1) }
    guard !check else {
      guard try read() == text else {
        throw Failure(
          message: "error: \(output) is not the schema of the database; "
            + "`heartly migrate dump` writes it anew"
        )
      }
      return Output.line("\(output) is up to date.")
    }
    try Platform.replace(output, with: Array(text.utf8))
    Output.line("\(output) written.")
  }

  private func read() throws -> String {
    do {
      return String(decoding: try Platform.content(of: output), as: UTF8.self)
    } catch {
      throw Failure(
        message: "error: \(output) cannot be read: \(error); `heartly migrate dump` writes it"
      )
    }
  }
}
