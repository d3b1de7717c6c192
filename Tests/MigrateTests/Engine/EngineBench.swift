import Migrate
import Postgres
import SystemPackage
import TestDatabase
import TestSupport
import Testing

/// An empty database, a directory for migrations, and the engine on both.
struct EngineBench {
  let database: TestDatabase
  let files: MigrationFixture
  let connection: Connection

  var migrator: Migrator {
    get throws {
      var migrator = Migrator(directory: files.path)
      migrator.monitor = try database.target
      return migrator
    }
  }

  @discardableResult
  func up(_ observer: @escaping (MigrationEvent) -> Void = { _ in }) async throws -> [String] {
    try await apply(.head, observer)
  }

  @discardableResult
  func apply(
    _ goal: Plan.Goal,
    _ observer: @escaping (MigrationEvent) -> Void = { _ in }
  ) async throws -> [String] {
    try await migrator.apply(goal, to: connection, observer: observer).steps
      .map { "\($0.migration.identifier.version)" }
  }

  /// Runs what must fail, and returns the error.
  func failure(
    _ goal: Plan.Goal = .head,
    _ observer: @escaping (MigrationEvent) -> Void = { _ in }
  ) async throws -> MigrateError {
    let migrator = try migrator
    do {
      try await migrator.apply(goal, to: connection, observer: observer)
    } catch {
      return error
    }
    throw Unexpected(description: "the run succeeded")
  }

  struct Unexpected: Error { let description: String }

  func history() async throws -> [Int64] {
    try await connection.query("SELECT version FROM heartly_migration.history ORDER BY 1")
      .map { try $0.decode(0) }
  }

  /// Whether a relation is there.
  func exists(_ relation: String) async throws -> Bool {
    try await connection.value("SELECT to_regclass(\(relation)) IS NOT NULL", as: Bool.self)
  }
}

/// Runs the body on a bench of its own.
func withBench<Value>(_ body: (EngineBench) async throws -> Value) async throws -> Value {
  try await withTestDatabase { database in
    let files = try MigrationFixture()
    let connection = try await database.connect()
    defer { connection.close() }
    return try await body(EngineBench(database: database, files: files, connection: connection))
  }
}
