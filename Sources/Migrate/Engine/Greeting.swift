internal import Postgres

/// What a database says of itself and of the session's role before anything is read.
struct Greeting: Sendable {
  /// The engine's tables that exist.
  let tables: [String]
  let schemaExists: Bool
  /// The session's process as the server itself sees it; another one than the protocol told when
  /// a pooler stands between.
  let processID: Int32
  let database: String
  let role: String
  /// Whether the role may make what is missing: the schema, or the tables in it.
  let mayCreate: Bool
  let isStandby: Bool
  let isReadOnly: Bool

  /// Whether there is a history. A part of the tables is none that can be trusted.
  var historyExists: Bool { tables.count == HistoryTable.names.count }
  var missingTables: [String] { HistoryTable.names.filter { !tables.contains($0) } }

  init(from connection: Connection) async throws {
    // The catalog is asked, not to_regclass, which refuses a role without rights on the schema.
    let rows = try await connection.query(
      """
      SELECT coalesce((SELECT string_agg(c.relname, ',') FROM pg_catalog.pg_class AS c
               WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
                 AND c.relname IN ('history', 'progress', 'state')), ''),
             n.oid IS NOT NULL, pg_catalog.pg_backend_pid(),
             pg_catalog.current_database()::text, session_user::text,
             CASE WHEN n.oid IS NULL
               THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
               ELSE pg_catalog.has_schema_privilege(n.oid, 'CREATE') END,
             pg_catalog.pg_is_in_recovery(),
             pg_catalog.current_setting('transaction_read_only')::boolean
      FROM (VALUES (1)) AS one
      LEFT JOIN pg_catalog.pg_namespace AS n ON n.nspname = 'heartly_migration'
      """
    )
    let names: String
    (
      names, schemaExists, processID, database, role, mayCreate, isStandby, isReadOnly
    ) = try rows.only().decode(
      as: String.self,
      Bool.self,
      Int32.self,
      String.self,
      String.self,
      Bool.self,
      Bool.self,
      Bool.self
    )
    tables = names.split(separator: ",").map(String.init)
  }

  /// Refuses what would fail in any case, before anything is done.
  func check(_ connection: Connection) throws(MigrateError) {
    guard processID == connection.backendProcessID else { throw .pooler }
    try checkTables()
  }

  /// Refuses a history of which a part is gone.
  func checkTables() throws(MigrateError) {
    guard tables.isEmpty || historyExists else {
      throw .historyTampered(.tablesMissing(missingTables))
    }
  }

  /// Refuses a database in which nothing can be written.
  func checkWritable() throws(MigrateError) {
    if isStandby { throw .standby(database: database) }
    if isReadOnly { throw .readOnly(role: role, database: database) }
    guard historyExists || mayCreate else {
      throw .mayNotCreate(role: role, database: database, schemaExists: schemaExists)
    }
  }
}
