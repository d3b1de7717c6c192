import LiveCatalog
import Migrate
import MigrateExact
import MigrateImport
import Postgres

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// One squash: make the pair, prove it, replace the files.
struct SquashRun: Sendable {
  let directory: String
  let version: MigrationVersion
  let name: String
  let movesFiles: Bool
  let rowLimit: Int64

  struct Outcome: Encodable, Sendable {
    var replaced: Int
    /// The new `up` file.
    var file: String
    var objects: Int
    var rows: Int64
    /// Why there is no way back; absent where there is one.
    var irreversible: String?
    /// Where the replaced files are; absent where they were removed.
    var oldFiles: String?
  }

  func perform() async throws -> Outcome {
    let loaded: MigrationDirectory
    do {
      loaded = try MigrationDirectory.load(FilePath(directory), depth: .scripts)
    } catch {
      throw Failure(message: "error: \(error)")
    }
    let replaced = loaded.migrations.filter { $0.identifier.version <= version }
    try check(replaced)
    let change = SquashedFiles(directory: directory, replaced: replaced, movesFiles: movesFiles)
    try change.check()
    let proven: Proven
    do {
      proven = try await ScratchOptions.server(nil).withServer { server in
        try await prove(replaced, separator: loaded.separator, on: server)
      }
    } catch let failure as Failure {
      throw failure
    } catch let error as CancellationError {
      throw error
    } catch {
      throw Failure(message: "error: \(error). No file was changed.")
    }
    let file = try change.perform(proven.pair)
    return Outcome(
      replaced: replaced.count,
      file: file,
      objects: proven.objects,
      rows: proven.rows,
      irreversible: proven.pair.irreversibleReason,
      oldFiles: movesFiles ? change.oldFiles.string : nil
    )
  }

  private func check(_ replaced: [Migration]) throws {
    guard let newest = replaced.last, newest.identifier.version == version else {
      throw Failure(message: "error: \(PlanProblem.unknownTarget(version))")
    }
    guard replaced.count > 1 else {
      throw Failure(
        message: "error: only \(newest.identifier) would be replaced; that is one pair already"
      )
    }
    guard newest.identifier.name != name else {
      throw Failure(
        message:
          "error: \(newest.identifier) is called \(name) already; --name gives the new one another",
        status: .usage
      )
    }
  }
}

// MARK: - The proof

extension SquashRun {
  struct Proven: Sendable {
    var pair: SquashedPair
    var objects: Int
    var rows: Int64
  }

  private func prove(
    _ replaced: [Migration],
    separator: MigrationFileName.Separator,
    on server: ScratchServer
  ) async throws -> Proven {
    let roles = SquashRoles(server: server)
    let (body, made, expected, rows) = try await server.withDatabase { target in
      try await roles.apply(replaced, to: target)
      let body = try await dump(of: target)
      let connection = try await ScratchServer.connect(to: target)
      defer { connection.close() }
      let made = try await roles.statements(on: connection)
      let rows = try await ScratchRows(of: connection)
      return (body, made, try await Self.catalog(connection), rows)
    }
    try await roles.dropMade()
    let pair = try SquashedPair(
      replacing: replaced,
      name: name,
      separator: separator,
      body: made + body
    )
    let reason = try await server.withDatabase { target in
      try await check(pair, expected, rows, made, roles, on: target)
    }
    let final =
      try reason.map { reason in
        try SquashedPair(
          replacing: replaced,
          name: name,
          separator: separator,
          body: made + body,
          irreversible: reason
        )
      } ?? pair
    return Proven(pair: final, objects: expected.lines.count, rows: rows.count)
  }

  private static func catalog(_ connection: Connection) async throws -> CatalogSnapshot {
    try await CatalogSnapshot(of: connection).outside(schema: "heartly_migration")
  }

  /// What the database holds, as the statements of a migration.
  private func dump(of target: ConnectionTarget) async throws -> String {
    let connection = try await ScratchServer.connect(to: target)
    let version = connection.serverVersion
    let found = try await ScratchRows(of: connection)
    guard found.count <= rowLimit else {
      connection.close()
      throw Failure(
        message:
          "error: the migrations insert \(found.count) rows into \(found.tables) tables, and more than "
          + "\(rowLimit) are not put into a migration; --row-limit allows more. No file was changed."
      )
    }
    let role: String = try await connection.query("SELECT current_user::text").only().decode(0)
    connection.close()
    let dump = try await SchemaDump(
      of: target,
      serverVersion: version,
      keepingOwnersBut: role,
      includingRows: found.count > 0
    )
    return DumpedSchema(dump.text, dumpedBy: role).text
  }

  /// Runs the pair alone, and compares. Returns why its down does not take it back, if it does not.
  private func check(
    _ pair: SquashedPair,
    _ expected: CatalogSnapshot,
    _ rows: ScratchRows,
    _ made: String,
    _ roles: SquashRoles,
    on target: ConnectionTarget
  ) async throws -> String? {
    let connection = try await ScratchServer.connect(to: target)
    defer { connection.close() }
    let empty = try await Self.catalog(connection)
    try await roles.apply([pair.migration], to: target)
    let changes = try await Self.catalog(connection).changes(since: expected)
    guard changes.isEmpty else {
      throw Failure(
        message:
          "error: the one pair would not make what the \(pair.migration.up.replaced.count) make; "
          + "\(changes.count) objects differ:\n"
          + changes.map { "  \($0.account)" }.joined(separator: "\n") + "\nNo file was changed."
      )
    }
    let differing = try await ScratchRows(of: connection).differences(from: rows)
    guard differing.isEmpty else {
      throw Failure(
        message:
          "error: the one pair would not hold the same rows in \(differing.joined(separator: ", ")). "
          + "No file was changed."
      )
    }
    guard try await roles.statements(on: connection) == made else {
      throw Failure(
        message: "error: the one pair would not make the same roles. No file was changed."
      )
    }
    guard pair.irreversibleReason == nil else { return nil }
    do {
      try await roles.apply([pair.migration], to: target, goal: .down(leaving: .zero))
    } catch let error as MigrateError {
      return
        "its migrations' downs do not run as one (\("\(error)".split(separator: "\n").first ?? ""))"
    }
    let left = try await Self.catalog(connection).changes(since: empty)
    return left.first.map {
      "its migrations' downs leave \(left.count) objects, such as \($0.object)"
    }
  }
}
