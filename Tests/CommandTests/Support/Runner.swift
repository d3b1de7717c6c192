import LiveCatalog
import Postgres
import TestDatabase
import TestSupport

/// What the server knows of the program's session in a database.
struct Runner {
  let connection: Connection

  /// The program's server processes in this database.
  func processes() async throws -> [String] {
    try await connection.column(
      """
      SELECT pid::text FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'heartly migrate'
      """
    )
  }

  /// Waits until the program sleeps in the server, in `pg_sleep`: it waits for locks as well, in passing,
  /// where an index is built concurrently.
  func sleeps() async throws {
    try await wait(for: "the runner to sleep in its statement") {
      try await connection.value(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'heartly migrate'
          AND state = 'active' AND wait_event = 'PgSleep'
        """,
        as: Int64.self
      ) == 1
    }
  }

  /// Waits until the program waits in the server: for a lock, or in `pg_sleep`.
  func hangs(in event: String = "its statement") async throws {
    try await wait(for: "the runner to hang in \(event)") {
      try await connection.value(
        """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'heartly migrate'
          AND state = 'active' AND (wait_event_type = 'Lock' OR wait_event = 'PgSleep')
        """,
        as: Int64.self
      ) == 1
    }
  }

  /// Waits until the program has no session any more.
  func isGone() async throws {
    try await wait(for: "the end of the runner's server process") {
      try await processes().isEmpty
    }
  }

  func history() async throws -> [String] {
    try await connection.column("SELECT version::text FROM heartly_migration.history ORDER BY 1")
  }

  func invalidIndexes() async throws -> [String] {
    try await connection.column(
      "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    )
  }

  /// The catalog without what the engine notes for itself.
  func catalog() async throws -> CatalogSnapshot { try await CatalogSnapshot(of: connection) }
}

/// Runs the body with an empty database and a session in it.
func withRunner(
  from template: TestDatabase? = nil,
  _ body: (TestDatabase, Runner) async throws -> Void
) async throws {
  try await withTestDatabase(from: template) { database in
    let connection = try await database.connect()
    defer { connection.close() }
    try await body(database, Runner(connection: connection))
  }
}
