internal import Postgres

/// Where the engine's tables are: in a schema of their own, or in the schema that a run is for.
///
/// A run has one place from its beginning to its end, and every statement about the tables names it. It is
/// bound to the task, so that no statement can be made for another place.
enum HistoryPlace {
  /// The schema that holds the history besides what the migrations make; nil for `heartly_migration`.
  @TaskLocal static var schema: String?

  static var history: SQL { table("heartly_migration.history", "heartly_migration_history") }
  static var progress: SQL { table("heartly_migration.progress", "heartly_migration_progress") }
  static var state: SQL { table("heartly_migration.state", "heartly_migration_state") }
  static var batch: SQL { table("heartly_migration.batch", "heartly_migration_batch") }
  static var repeatable: SQL {
    table("heartly_migration.repeatable", "heartly_migration_repeatable")
  }
  static var mirror: SQL { table("heartly_migration.mirror", "heartly_migration_mirror") }

  private static func table(_ own: SQL, _ shared: SQL) -> SQL {
    guard let schema else { return own }
    return "\(identifier: schema).\(shared)"
  }

  /// The names of primary keys are those of indexes, which a schema's other tables may have as well.
  static func key(_ own: SQL, _ shared: SQL) -> SQL { schema == nil ? own : shared }

  /// The names as `to_regclass` and `to_regnamespace` read them.
  static var historyName: SQL { name("'heartly_migration.history'", "'heartly_migration_history'") }
  static var progressName: SQL {
    name("'heartly_migration.progress'", "'heartly_migration_progress'")
  }
  static var stateName: SQL { name("'heartly_migration.state'", "'heartly_migration_state'") }
  static var batchName: SQL { name("'heartly_migration.batch'", "'heartly_migration_batch'") }
  static var repeatableName: SQL {
    name("'heartly_migration.repeatable'", "'heartly_migration_repeatable'")
  }
  static var mirrorName: SQL { name("'heartly_migration.mirror'", "'heartly_migration_mirror'") }
  static var schemaName: SQL {
    guard let schema else { return "'heartly_migration'" }
    return "pg_catalog.quote_ident(\(schema))"
  }

  private static func name(_ own: SQL, _ shared: SQL) -> SQL {
    guard let schema else { return own }
    return "pg_catalog.quote_ident(\(schema)) || '.' || \(shared)"
  }

  /// The runner's lock: "hrly" and the first format of the history, one in a database; for a schema another
  /// number and a sum of its name. Two schemas with the same sum wait for each other.
  static var lock: (Int32, Int32) {
    guard let schema else { return (0x6872_6C79, 1) }
    let sum = schema.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    return (0x6872_6C7A, Int32(bitPattern: sum))
  }
}
