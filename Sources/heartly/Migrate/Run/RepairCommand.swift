import ArgumentParser
import Migrate
import Postgres

struct RepairCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Accept the history as it stands, after it was changed by hand for good reasons.",
    discussion: """
      The engine refuses to run when rows of heartly_migration.history were added, deleted or \
      changed by something else. This records that they are right as they are now. It changes \
      nothing else.
      """
  )

  @OptionGroup var options: MigrateOptions

  func run() async throws {
    let connection = try await MigrateOptions.session(on: try await options.database.target())
    defer { connection.close() }
    let migrator = try options.migrator()
    do {
      guard let rows = try await migrator.repair(connection) else {
        return Output.line("No migration was ever applied here; there is no history to repair.")
      }
      Output.line("The history is accepted with its \(rows) rows.")
    } catch {
      throw Failure(message: "error: \(error)", status: error.exitStatus)
    }
  }
}
