import Migrate
import Postgres
import TestDatabase
import TestSupport
import Testing

/// What the platform's migrations make, on a real server.
///
/// All suites of this target are inside this one, which migrates a database once. Tests that leave
/// something behind clone it.
@Suite(.migratedOnce, .fewAtOnce(8)) struct Schema {
  /// A database at the newest migration, to which nobody is connected.
  static var template: TestDatabase {
    get throws { try #require(MigratedOnce.template, "the suite Schema has not begun") }
  }

  /// A clone of it for the tests that leave nothing behind.
  static var shared: TestDatabase {
    get throws { try #require(MigratedOnce.shared, "the suite Schema has not begun") }
  }

  /// The engine on the platform's own migrations.
  static let migrator = Migrator(directory: Checkout.migrations)

  /// The schema that holds the engine's own tables.
  static let engineSchema = "heartly_migration"
}

/// Migrates a database before the suite, and drops it afterwards.
struct MigratedOnce: SuiteTrait, TestScoping {
  @TaskLocal fileprivate static var template: TestDatabase?
  @TaskLocal fileprivate static var shared: TestDatabase?

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @Sendable @concurrent () async throws -> Void
  ) async throws {
    try await withTestDatabase { template in
      let connection = try await template.connect()
      try await Schema.migrator.apply(to: connection)
      connection.close()
      try await withTestDatabase(from: template) { shared in
        try await Self.$template.withValue(template) {
          try await Self.$shared.withValue(shared) { try await function() }
        }
      }
    }
  }
}

extension Trait where Self == MigratedOnce {
  /// A database that the platform's migrations were applied to.
  static var migratedOnce: MigratedOnce { MigratedOnce() }
}

/// Runs the body in a transaction that is rolled back, in a migrated database that other tests use at
/// the same time.
func withSharedSchema(_ body: (Connection) async throws -> Void) async throws {
  struct Undone: Error {}
  let connection = try await Schema.shared.connect()
  defer { connection.close() }
  do {
    try await connection.transaction { connection in
      try await connection.beginOperation()
      try await body(connection)
      throw Undone()
    }
  } catch is Undone {}
}

/// Runs the body with a session in a migrated database of its own.
func withSchema<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
  try await withTestDatabase(from: try Schema.template) { database in
    let connection = try await database.connect()
    defer { connection.close() }
    return try await body(connection)
  }
}

extension Connection {
  /// Opens the context of the platform's operator, without which no row of a tenant changes.
  func beginOperation() async throws { try await execute(Self.operation) }

  /// Runs a statement as the platform's operator, in the transaction that is open or one of its own.
  @discardableResult
  func operate(_ sql: SQL) async throws -> Int {
    var pipeline = Pipeline()
    pipeline.append(Self.operation)
    let ticket = pipeline.append(sql)
    return try await run(pipeline)[ticket].affectedRows
  }

  /// Does nothing in a transaction that has a context, and before the migration that makes it.
  private static let operation: SQL = """
    DO $$
    BEGIN
      IF to_regproc('heartly.begin_operation') IS NOT NULL THEN
        IF NOT heartly.has_context() THEN
          PERFORM heartly.begin_operation();
        END IF;
      END IF;
    END
    $$
    """

  /// The first column of all rows.
  func list(_ sql: SQL) async throws -> [String] {
    try await query(sql).map { try $0.decode(0) }
  }
}
