import Migrate
import MigrateExact
import Postgres

/// Compares a migration that runs statements in batches with itself, run whole: on three copies of one
/// database with rows, of which the third tells what differs between any two runs, such as `now()`.
struct BatchProof {
  let server: ScratchServer
  /// In the order of their versions.
  let migrations: [Migration]
  /// How many rows each table has at least.
  let rows: Int

  /// How many rows a batch passes over: few, so that a few rows are several batches.
  private static let size = 3

  /// The tables whose rows depend on the batches.
  func differences(of migration: Migration) async throws -> [RowEquality.Difference] {
    let earlier = migrations.prefix { $0.identifier < migration.identifier }
    return try await server.withDatabase { source in
      do {
        let connection = try await ScratchServer.connect(to: source)
        defer { connection.close() }
        let run = ScratchRun(on: server, connection, migrations: migrations)
        if let last = earlier.last { try await run.apply(.up(through: last.identifier.version)) }
        var filler = TableFiller(rows: rows, connection: connection)
        _ = try await filler.fill()
      }
      return try await server.withCopy(of: source) { whole in
        try await server.withCopy(of: source) { again in
          try await compare(migration, batched: source, whole: whole, again: again)
        }
      }
    }
  }

  private func compare(
    _ migration: Migration,
    batched: ConnectionTarget,
    whole: ConnectionTarget,
    again: ConnectionTarget
  ) async throws -> [RowEquality.Difference] {
    let first = try await ScratchServer.connect(to: batched)
    defer { first.close() }
    let second = try await ScratchServer.connect(to: whole)
    defer { second.close() }
    let third = try await ScratchServer.connect(to: again)
    defer { third.close() }
    try await apply(migration, .ofSize(Self.size), on: first)
    try await apply(migration, .whole, on: second)
    try await apply(migration, .whole, on: third)
    let restless = Set(
      try await RowEquality(between: second, and: third).differences.map(\.table)
    )
    return try await RowEquality(between: first, and: second).differences
      .filter { !restless.contains($0.table) }
  }

  private func apply(
    _ migration: Migration,
    _ mode: BatchMode,
    on connection: Connection
  ) async throws {
    var run = ScratchRun(on: server, connection, migrations: migrations)
    run.migrator.batches = mode
    try await run.apply(.up(through: migration.identifier.version))
  }
}

extension Migration {
  /// Whether its `up` runs a statement in batches.
  var hasBatches: Bool {
    guard let script = try? up.script() else { return false }
    return script.directives.contains { if case .batch = $0.kind { true } else { false } }
  }
}
