internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// What the engine remembers of files that are applied again: `\(HistoryPlace.repeatable)`, with a row
/// for each, made when the first is applied.
///
/// It has no digest, as the history has: where a row is lost or changed, its file is applied once more, and
/// that is what such files are made for.
struct RepeatableTable {
  let connection: Connection

  /// What the database says of files.
  struct Content {
    var entries: [RepeatableEntry] = []
    /// The files of which a view is gone.
    var missing: Set<String> = []
  }

  /// Reads the rows, and looks for the views of files. One round trip.
  ///
  /// A view that is written without its schema is found in any: what is not certain is not missing.
  func read(_ files: [Repeatable]) async throws -> Content {
    let views = files.flatMap { file in file.views.map { (file: file.name, view: $0) } }
    var pipeline = Pipeline()
    let rows = pipeline.append(
      """
      SELECT name, checksum, token_checksum, (extract(epoch FROM applied_at) * 1000000)::bigint,
             duration_us, applied_by
      FROM \(HistoryPlace.repeatable) ORDER BY name COLLATE "C"
      """,
      format: .binary
    )
    let gone = pipeline.append(
      """
      SELECT f.file
      FROM unnest(\(views.map(\.file)), \(views.map { $0.view.schema ?? "" }),
        \(views.map(\.view.name))) AS f (file, schema, name)
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relname = f.name AND c.relkind IN ('v', 'm')
          AND (f.schema = '' OR n.nspname = f.schema))
      """
    )
    do {
      let results = try await connection.run(pipeline)
      return Content(
        entries: try results[rows].map(Self.entry),
        missing: Set(try results[gone].map { try $0.decode(0, as: String.self) })
      )
    } catch PostgresError.server(let error) where error.sqlState == .insufficientPrivilege {
      throw MigrateError.mayNotRead(error)
    } catch PostgresError.server(let error) where error.sqlState.errorClass == "42" {
      throw MigrateError.historyTampered(.unreadable("\(error)"))
    }
  }

  private static func entry(of row: Row) throws -> RepeatableEntry {
    let (name, bytes, tokens, appliedAt, duration, by) = try row.decode(
      as: String.self,
      Data.self,
      Data.self,
      Int64.self,
      Int64.self,
      String.self
    )
    // What is no checksum fits no file, which is applied then.
    let none = Checksum(ofBytes: [])
    return RepeatableEntry(
      name: name,
      checksum: MigrationChecksum(bytes: Checksum(bytes) ?? none, tokens: Checksum(tokens) ?? none),
      appliedAt: UTCTimestamp(microseconds: appliedAt),
      durationMicroseconds: duration,
      appliedBy: by
    )
  }

  static var creation: SQL {
    """
    CREATE TABLE \(HistoryPlace.repeatable) (
      name text NOT NULL,
      checksum bytea NOT NULL,
      token_checksum bytea NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      duration_us bigint NOT NULL,
      tool_version text NOT NULL,
      applied_by text NOT NULL,
      CONSTRAINT \(HistoryPlace.key("\"PK_repeatable\"", "\"PK_heartly_migration_repeatable\"")) PRIMARY KEY (name)
    )
    """
  }

  /// Records a file in the transaction that applies it.
  static func record(_ file: Repeatable, toolVersion: String) -> SQL {
    """
    INSERT INTO \(HistoryPlace.repeatable) AS r
      (name, checksum, token_checksum, duration_us, tool_version, applied_by)
    VALUES (\(file.name), \(Data(file.checksum.bytes.bytes)), \(Data(file.checksum.tokens.bytes)),
      (extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000000)::bigint,
      \(toolVersion), session_user)
    ON CONFLICT (name) DO UPDATE
    SET checksum = excluded.checksum, token_checksum = excluded.token_checksum,
      applied_at = excluded.applied_at, duration_us = excluded.duration_us,
      tool_version = excluded.tool_version, applied_by = excluded.applied_by
    """
  }

  /// Forgets files that must be applied anew: if this run does not come to them, the next one does.
  static func forget(_ names: [String]) -> SQL {
    "DELETE FROM \(HistoryPlace.repeatable) WHERE name = ANY (\(names))"
  }
}
