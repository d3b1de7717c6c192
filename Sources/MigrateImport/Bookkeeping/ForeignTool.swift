/// A migration tool whose record of what is applied can be taken over.
public enum ForeignTool: String, Sendable, Hashable, CaseIterable {
  /// TypeORM: `migrations(id, timestamp, name)`; a migration is known by its class's name.
  case typeorm
  /// Flyway: `flyway_schema_history`, with versions such as `1.2` and repeatable scripts.
  case flyway
  /// golang-migrate: `schema_migrations(version, dirty)`, one row: the newest that is applied.
  case golangMigrate = "golang-migrate"
  /// dbmate: `schema_migrations(version)`.
  case dbmate
  /// sqlx: `_sqlx_migrations(version, description, success, …)`.
  case sqlx
  /// goose: `goose_db_version(version_id, is_applied)`, a row for each time that it was applied or not.
  case goose
  /// Alembic: `alembic_version(version_num)`, one row: the revision at the head.
  case alembic
  /// Django: `django_migrations(app, name)`.
  case django
  /// Vapor's Fluent: `_fluent_migrations(name, batch)`; a migration is known by its type's name.
  case fluent
  /// Hummingbird's PostgresMigrations: `_hb_pg_migrations("order", name, "group")`.
  case hummingbird

  /// The table that the tool makes unless it is told another name.
  public var table: String {
    switch self {
    case .typeorm: "migrations"
    case .flyway: "flyway_schema_history"
    case .golangMigrate, .dbmate: "schema_migrations"
    case .sqlx: "_sqlx_migrations"
    case .goose: "goose_db_version"
    case .alembic: "alembic_version"
    case .django: "django_migrations"
    case .fluent: "_fluent_migrations"
    case .hummingbird: "_hb_pg_migrations"
    }
  }

  /// The columns by which its table is known.
  var columns: Set<String> {
    switch self {
    case .typeorm: ["id", "timestamp", "name"]
    case .flyway: ["installed_rank", "version", "description", "type", "success"]
    case .golangMigrate: ["version", "dirty"]
    case .dbmate: ["version"]
    case .sqlx: ["version", "description", "success", "checksum"]
    case .goose: ["id", "version_id", "is_applied"]
    case .alembic: ["version_num"]
    case .django: ["app", "name", "applied"]
    case .fluent: ["name", "batch"]
    case .hummingbird: ["order", "name", "group"]
    }
  }

  /// Whether a table with these columns may be its own.
  func knows(_ found: Set<String>) -> Bool {
    columns.isSubset(of: found)
      && (self != .dbmate || found.isDisjoint(with: ["dirty", "success"]))
  }

  /// Which tool's table has these columns, if one's has.
  static func owner(of found: Set<String>) -> ForeignTool? {
    // The one that names most columns: dbmate's one column is in others too.
    allCases.filter { $0.knows(found) }.max { $0.columns.count < $1.columns.count }
  }

  /// Reads its table, whose name stands for `%s`, as four columns of text: version, name, kind, and
  /// whether it was applied without an error; in the order in which they were written.
  var query: String {
    switch self {
    case .typeorm:
      """
      SELECT "timestamp"::text, name::text, NULL::text, true FROM %s ORDER BY id
      """
    case .flyway:
      """
      SELECT version::text, description::text, type::text, success FROM %s ORDER BY installed_rank
      """
    case .golangMigrate: "SELECT version::text, NULL::text, NULL::text, NOT dirty FROM %s"
    case .dbmate:
      "SELECT version::text, NULL::text, NULL::text, true FROM %s ORDER BY version"
    case .sqlx:
      "SELECT version::text, description::text, NULL::text, success FROM %s ORDER BY version"
    case .goose:
      """
      SELECT version_id::text, NULL::text, CASE WHEN is_applied THEN 'up' ELSE 'down' END, true
      FROM %s ORDER BY id
      """
    case .alembic: "SELECT NULL::text, version_num::text, NULL::text, true FROM %s"
    case .django: "SELECT NULL::text, name::text, app::text, true FROM %s ORDER BY id"
    case .fluent: "SELECT NULL::text, name::text, NULL::text, true FROM %s ORDER BY batch, name"
    case .hummingbird:
      """
      SELECT NULL::text, name::text, "group"::text, true FROM %s ORDER BY "order"
      """
    }
  }
}

extension ForeignTool: CustomStringConvertible {
  /// Its name as its makers write it.
  public var description: String {
    switch self {
    case .typeorm: "TypeORM"
    case .flyway: "Flyway"
    case .golangMigrate: "golang-migrate"
    case .dbmate: "dbmate"
    case .sqlx: "sqlx"
    case .goose: "goose"
    case .alembic: "Alembic"
    case .django: "Django"
    case .fluent: "Fluent"
    case .hummingbird: "Hummingbird"
    }
  }
}
