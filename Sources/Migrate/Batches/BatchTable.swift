internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `\(HistoryPlace.batch)`: how far each statement that runs in batches has come. The table is made
/// when the first such statement begins, so that nobody else pays for it.
enum BatchTable {
  /// A row of the table.
  struct Place {
    let statement: Int
    let checksum: Checksum
    let key: [String]
    /// The key of the last row that is done; nil before the first batch.
    var last: [String]?
    /// The key of the last row there was when the statement began; nil where there was none.
    let end: [String]?
    /// How many rows of the table were passed over.
    var rows: Int64
    let estimated: Int64?
  }

  /// Which statement of which migration.
  struct Identifier {
    let version: MigrationVersion
    let direction: MigrationScript.Half
    let statement: Int
  }

  static var creation: SQL {
    """
    CREATE TABLE IF NOT EXISTS \(HistoryPlace.batch) (
      version bigint NOT NULL,
      direction text NOT NULL,
      statement integer NOT NULL,
      checksum bytea NOT NULL,
      key text[] NOT NULL,
      last text[],
      ends text[],
      rows bigint NOT NULL DEFAULT 0,
      estimated bigint,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT \(HistoryPlace.key("\"PK_batch\"", "\"PK_heartly_migration_batch\"")) PRIMARY KEY (version, direction, statement),
      CONSTRAINT "CHK_batch_direction" CHECK (direction IN ('up', 'down'))
    )
    """
  }

  /// What an earlier run has left of a migration, by the statements' numbers; nil where the table has never
  /// been made.
  static func places(
    of version: MigrationVersion,
    _ direction: MigrationScript.Half,
    on connection: Connection
  ) async throws -> [Int: Place]? {
    let exists = try await connection.query(
      "SELECT pg_catalog.to_regclass(\(HistoryPlace.batchName)) IS NOT NULL"
    ).only().decode(0, as: Bool.self)
    guard exists else { return nil }
    let rows = try await connection.query(
      """
      SELECT statement, checksum, key, last, ends, rows, estimated FROM \(HistoryPlace.batch)
      WHERE version = \(version.value) AND direction = \(direction.rawValue)
      """
    )
    var places: [Int: Place] = [:]
    for row in rows {
      let (statement, checksum, key, last, end, count, estimated) = try row.decode(
        as: Int32.self,
        Data.self,
        [String].self,
        [String]?.self,
        [String]?.self,
        Int64.self,
        Int64?.self
      )
      guard let checksum = Checksum(checksum) else {
        throw MigrateError.historyTampered(.invalidRow(version: version.value))
      }
      places[Int(statement)] = Place(
        statement: Int(statement),
        checksum: checksum,
        key: key,
        last: last,
        end: end,
        rows: count,
        estimated: estimated
      )
    }
    return places
  }

  static func insert(_ place: Place, of statement: Identifier) -> SQL {
    """
    INSERT INTO \(HistoryPlace.batch)
      (version, direction, statement, checksum, key, ends, estimated)
    VALUES (\(statement.version.value), \(statement.direction.rawValue),
      \(Int32(statement.statement)), \(Data(place.checksum.bytes)), \(place.key), \(place.end),
      \(place.estimated))
    ON CONFLICT (version, direction, statement)
    DO UPDATE SET checksum = excluded.checksum, key = excluded.key, last = NULL,
      ends = excluded.ends, rows = 0, estimated = excluded.estimated
    """
  }

  /// Moves on by one batch. Where the row is not as it was, another runner is at work: then it divides
  /// by zero, which ends the transaction, as ``HistoryTable/advance(from:to:)`` does.
  static func advance(
    _ statement: Identifier,
    from old: [String]?,
    to new: [String],
    rows: Int64
  ) -> SQL {
    """
    WITH moved AS (
      UPDATE \(HistoryPlace.batch)
      SET last = \(new), rows = rows + \(rows), updated_at = clock_timestamp()
      WHERE version = \(statement.version.value) AND direction = \(statement.direction.rawValue)
        AND statement = \(Int32(statement.statement)) AND last IS NOT DISTINCT FROM \(old)::text[]
      RETURNING 1)
    SELECT 1 / count(*) FROM moved
    """
  }

  static func forget(_ version: MigrationVersion) -> SQL {
    "DELETE FROM \(HistoryPlace.batch) WHERE version = \(version.value)"
  }
}
