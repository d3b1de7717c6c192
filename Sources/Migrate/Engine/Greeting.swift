internal import Postgres

/// What a database says of itself and of the session's role before anything is read.
struct Greeting: Sendable {
  /// The engine's tables that exist.
  let tables: [String]
  /// Whether files that are applied again were ever recorded.
  let repeatableExists: Bool
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
    // Functions alone: the server plans nothing and opens no catalog, which for the first statement
    // of a session in a new database costs it a millisecond.
    let schema: SQL = "pg_catalog.to_regnamespace(\(HistoryPlace.schemaName))::oid"
    let rows = try await connection.query(
      """
      SELECT \(schema) IS NOT NULL,
             CASE WHEN pg_catalog.has_schema_privilege(\(schema), 'USAGE') THEN
               CASE WHEN pg_catalog.to_regclass(\(HistoryPlace.historyName)) IS NULL
                 THEN '' ELSE 'history,' END
               || CASE WHEN pg_catalog.to_regclass(\(HistoryPlace.progressName)) IS NULL
                 THEN '' ELSE 'progress,' END
               || CASE WHEN pg_catalog.to_regclass(\(HistoryPlace.stateName)) IS NULL
                 THEN '' ELSE 'state,' END
               || CASE WHEN pg_catalog.to_regclass(\(HistoryPlace.repeatableName)) IS NULL
                 THEN '' ELSE 'repeatable,' END END,
             pg_catalog.pg_backend_pid(),
             pg_catalog.current_database()::text, session_user::text,
             CASE WHEN \(schema) IS NULL
               THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
               ELSE pg_catalog.has_schema_privilege(\(schema), 'CREATE') END,
             pg_catalog.pg_is_in_recovery(),
             pg_catalog.current_setting('transaction_read_only')::boolean
      """
    )
    let names: String?
    (
      schemaExists, names, processID, database, role, mayCreate, isStandby, isReadOnly
    ) = try rows.only().decode(
      as: Bool.self,
      String?.self,
      Int32.self,
      String.self,
      String.self,
      Bool.self,
      Bool.self,
      Bool.self
    )
    let found = names?.split(separator: ",").map(String.init)
    repeatableExists = found?.contains("repeatable") ?? false
    if let found {
      tables = found.filter(HistoryTable.names.contains)
    } else if schemaExists, HistoryPlace.schema == nil {
      tables = try await Self.tablesOutOfReach(connection)
    } else {
      tables = []
    }
  }

  /// What there is in a schema that the role may not use, where to_regclass refuses to answer.
  private static func tablesOutOfReach(_ connection: Connection) async throws -> [String] {
    try await connection.query(
      """
      SELECT c.relname::text FROM pg_catalog.pg_class AS c
      JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE n.nspname = 'heartly_migration' AND c.relkind IN ('r', 'p')
        AND c.relname IN ('history', 'progress', 'state')
      """
    ).map { try $0.decode(0, as: String.self) }
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
    if let schema = HistoryPlace.schema {
      guard schemaExists else { throw .schemaMissing(schema, database: database) }
      guard historyExists || mayCreate else {
        throw .mayNotCreateIn(schema: schema, role: role)
      }
    }
    guard historyExists || mayCreate else {
      throw .mayNotCreate(role: role, database: database, schemaExists: schemaExists)
    }
  }
}
