import ArgumentParser
import Migrate
import MigrateImport
import Postgres

/// Whether another tool's table is kept current.
struct MirrorOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep another tool's table current too, from now on in every run on this database: typeorm, "
        + "typeorm:TABLE, or off.",
      discussion: "What is applied already is added to it.",
      valueName: "tool"
    )
  )
  var dualWrite: DualWrite?
}

/// A decision on it.
struct DualWrite: ExpressibleByArgument, Sendable {
  /// The table; nil to end it.
  let mirror: Mirror?

  init?(argument: String) {
    if argument == "off" {
      mirror = nil
      return
    }
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    guard let first = parts.first, let tool = Mirror.Tool(rawValue: first) else { return nil }
    mirror = parts.count > 1 ? Mirror(tool, table: parts[1]) : Mirror(tool)
  }

  /// Decides it for the database. A table that holds what the history does not is refused: the other tool
  /// and this one would see different states.
  func decide(_ migrator: Migrator, on connection: Connection) async throws {
    try await migrator.keep(mirror, on: connection) { history in
      guard let mirror else { return }
      let table: BookkeepingTable
      do {
        table = try await BookkeepingTable(of: .typeorm, named: mirror.table, on: connection)
      } catch AdoptionError.tableMissing {
        return
      }
      let known = Set(history.map(\.identifier.version.description))
      let unknown = table.rows.filter { !known.contains($0.version ?? "") }
      guard unknown.isEmpty else {
        throw Unknown(table: mirror.table, names: unknown.map { $0.name ?? "" })
      }
    }
  }

  /// Migrations that only the other tool knows.
  struct Unknown: Error, CustomStringConvertible {
    let table: String
    let names: [String]

    var description: String {
      "the table \(table) has \(names.joined(separator: ", ")), which the history does not know; take it "
        + "over first with `migrate adopt --from typeorm`"
    }
  }
}
