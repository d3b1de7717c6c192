import LiveCatalog
import Postgres
import Subprocess
import TestDatabase
import TestSupport
import Testing

/// What the mixed series makes where nothing happens, and how a database is held against it.
struct Undisturbed: Sendable {
  let catalog: CatalogSnapshot
  let rows: [String]
  /// How long the program took.
  let duration: Duration

  private static let making = Task {
    let files = try MixedSeries.files()
    return try await withTestDatabase { database in
      let start = ContinuousClock.now
      let ended = try await Program.migrate("up", on: database, directory: files.path).run()
      let duration = ContinuousClock.now - start
      try #require(ended.status == .exited(0), "\(ended.error)")
      let connection = try await database.connect()
      defer { connection.close() }
      return Undisturbed(
        catalog: try await CatalogSnapshot(of: connection),
        rows: try await rows(connection),
        duration: duration
      )
    }
  }

  static func made() async throws -> Undisturbed { try await making.value }

  /// Finishes what a fault has left, at once, without waiting for anything, and looks for traces.
  func expectFinished(
    _ database: TestDatabase,
    _ files: MigrationFixture,
    after fault: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let ended = try await Program.migrate("up", on: database, directory: files.path).run()
    #expect(ended.status == .exited(0), "\(fault): \(ended.error)", sourceLocation: sourceLocation)
    try await expectSound(database, after: fault, sourceLocation: sourceLocation)
  }

  /// Looks at catalog, rows, history, progress, locks, server processes and indexes.
  func expectSound(
    _ database: TestDatabase,
    after fault: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let connection = try await database.connect()
    defer { connection.close() }
    let runner = Runner(connection: connection)
    try await runner.isGone()
    let changes = try await CatalogSnapshot(of: connection).changes(since: catalog)
    #expect(changes == [], "\(fault)", sourceLocation: sourceLocation)
    let found = try await Self.rows(connection)
    #expect(found == rows, "\(fault)", sourceLocation: sourceLocation)
    let history = try await connection.column(
      "SELECT version::text FROM heartly_migration.history ORDER BY version"
    )
    #expect(history == MixedSeries.versions, "\(fault)", sourceLocation: sourceLocation)
    let left = try await connection.column(
      """
      SELECT 'progress of ' || version FROM heartly_migration.progress
      UNION ALL
      SELECT 'lock of process ' || pid FROM pg_locks
      WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      UNION ALL
      SELECT 'INVALID index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid
      UNION ALL
      SELECT 'digest of ' || applied || ' rows' FROM heartly_migration.state
      WHERE applied <> (SELECT count(*) FROM heartly_migration.history)
      """
    )
    #expect(left == [], "\(fault)", sourceLocation: sourceLocation)
  }

  private static func rows(_ connection: Connection) async throws -> [String] {
    try await connection.column(
      """
      SELECT 'account ' || count(*) || ' ' || sum(balance) || ' ' || count(DISTINCT owner) FROM account
      UNION ALL SELECT 'event ' || count(*) || ' ' || sum(at) FROM event
      UNION ALL SELECT 'event_old ' || count(*) || ' ' || sum(at) FROM event_old
      UNION ALL SELECT 'felt ' || string_agg(id || mood::text, ',' ORDER BY id) FROM felt
      """
    )
  }
}
