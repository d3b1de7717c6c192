internal import Postgres

/// The mirrored table, and the row of the engine's schema that names it.
///
/// The name of a table cannot be a parameter. It travels as a setting of the transaction, and the server
/// puts the statement together, so that no text becomes SQL here.
struct MirrorTable {
  let connection: Connection

  /// The mirror of this database, if it has one.
  func read() async throws -> Mirror? {
    let exists = try await connection.query(
      "SELECT pg_catalog.to_regclass(\(HistoryPlace.mirrorName)) IS NOT NULL"
    ).only().decode(0, as: Bool.self)
    guard exists else { return nil }
    let rows = try await connection.query(
      "SELECT tool, table_name FROM \(HistoryPlace.mirror)"
    )
    guard let row = rows.first else { return nil }
    let (tool, table) = try row.decode(as: String.self, String.self)
    guard let tool = Mirror.Tool(rawValue: tool) else {
      throw MigrateError.unknownMirror(tool)
    }
    return Mirror(tool, table: table)
  }

  // MARK: Statements of the engine's own transactions

  /// Records migrations as applied; those that are recorded already stay as they are.
  static func add(_ migrations: [MigrationIdentifier], to mirror: Mirror) -> [SQL] {
    [name(mirror.table)] + migrations.flatMap { [values($0), insertion] }
  }

  /// Records migrations as not applied.
  static func remove(_ migrations: [MigrationIdentifier], from mirror: Mirror) -> [SQL] {
    [name(mirror.table)] + migrations.flatMap { [values($0), deletion] }
  }

  private static func name(_ table: String) -> SQL {
    "SELECT pg_catalog.set_config('heartly.mirror', \(table), true)"
  }

  private static func values(_ migration: MigrationIdentifier) -> SQL {
    """
    SELECT pg_catalog.set_config('heartly.mirrored_version', \(migration.version.description), true),
           pg_catalog.set_config('heartly.mirrored_name', \(migration.recordedName), true)
    """
  }

  private static let insertion: SQL = """
    DO $heartly$
    BEGIN
      EXECUTE pg_catalog.format(
        'INSERT INTO %1$s ("timestamp", name) SELECT $1, $2 '
          || 'WHERE NOT EXISTS (SELECT FROM %1$s WHERE name = $2 OR "timestamp" = $1)',
        pg_catalog.current_setting('heartly.mirror')::pg_catalog.regclass)
        USING pg_catalog.current_setting('heartly.mirrored_version')::bigint,
          pg_catalog.current_setting('heartly.mirrored_name');
    END
    $heartly$
    """

  private static let deletion: SQL = """
    DO $heartly$
    BEGIN
      EXECUTE pg_catalog.format(
        'DELETE FROM %s WHERE "timestamp" = $1 OR name = $2',
        pg_catalog.current_setting('heartly.mirror')::pg_catalog.regclass)
        USING pg_catalog.current_setting('heartly.mirrored_version')::bigint,
          pg_catalog.current_setting('heartly.mirrored_name');
    END
    $heartly$
    """

  // MARK: Turning it on and off

  /// Names the mirror from now on, makes its table if it is missing, as TypeORM would, and keeps its name
  /// with its schema.
  static func name(_ mirror: Mirror) -> [SQL] {
    [
      """
      CREATE TABLE IF NOT EXISTS \(HistoryPlace.mirror) (
        tool text NOT NULL,
        table_name text NOT NULL,
        CONSTRAINT \(HistoryPlace.key("\"PK_mirror\"", "\"PK_heartly_migration_mirror\"")) PRIMARY KEY (tool)
      )
      """,
      name(mirror.table),
      """
      DO $heartly$
      DECLARE
        given text := pg_catalog.current_setting('heartly.mirror');
        parts text[] := pg_catalog.parse_ident(given);
      BEGIN
        IF pg_catalog.to_regclass(given) IS NULL THEN
          EXECUTE pg_catalog.format(
            'CREATE TABLE %s (id SERIAL NOT NULL, "timestamp" bigint NOT NULL, '
              || 'name character varying NOT NULL, CONSTRAINT %I PRIMARY KEY (id))',
            (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(part), '.' ORDER BY place)
             FROM pg_catalog.unnest(parts) WITH ORDINALITY AS p (part, place)),
            CASE parts[pg_catalog.cardinality(parts)] WHEN 'migrations'
              THEN 'PK_8c82d7f526340ab734260ea46be'
              ELSE 'PK_' || parts[pg_catalog.cardinality(parts)] END);
        END IF;
      END
      $heartly$
      """,
      "DELETE FROM \(HistoryPlace.mirror)",
      """
      INSERT INTO \(HistoryPlace.mirror) (tool, table_name)
      SELECT \(mirror.tool.rawValue), pg_catalog.format('%I.%I', n.nspname, c.relname)
      FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.oid = pg_catalog.to_regclass(\(mirror.table))
      """,
    ]
  }

  /// Forgets the mirror; its table stays as it is.
  static var forgetting: SQL { "DROP TABLE IF EXISTS \(HistoryPlace.mirror)" }
}
