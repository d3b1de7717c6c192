internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension HistoryTable {
  /// The statements that make the engine's tables, and its schema unless somebody has made that
  /// already for a role that may not. Run them with the runner's lock, in one transaction with the
  /// first migration: if that fails, nothing is left of either.
  static func creation(schemaExists: Bool) -> [SQL] {
    (schemaExists ? [] : [schema]) + [history, progress, state, firstState]
  }

  /// Takes the history as it stands for genuine, and makes the tables anew that can be.
  func accept(_ entries: [HistoryEntry], missing: [String]) async throws {
    let digest = HistoryDigest(entries)
    var pipeline = Pipeline(transaction: .migration)
    if missing.contains("progress") { pipeline.append(Self.progress) }
    if missing.contains("state") { pipeline.append(Self.state) }
    pipeline.append("DELETE FROM \(HistoryPlace.state)")
    pipeline.append(
      """
      INSERT INTO \(HistoryPlace.state) (applied, digest)
      VALUES (\(digest.count), \(Data(digest.sum)))
      """
    )
    _ = try await connection.run(pipeline)
  }

  private static let schema: SQL = "CREATE SCHEMA heartly_migration"

  private static var history: SQL {
    """
    CREATE TABLE \(HistoryPlace.history) (
      version bigint NOT NULL,
      name text NOT NULL,
      checksum bytea NOT NULL,
      token_checksum bytea NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      duration_us bigint NOT NULL,
      tool_version text NOT NULL,
      applied_by text NOT NULL,
      method text NOT NULL,
      CONSTRAINT \(HistoryPlace.key("\"PK_history\"", "\"PK_heartly_migration_history\"")) PRIMARY KEY (version),
      CONSTRAINT "CHK_history_version" CHECK (version > 0),
      CONSTRAINT "CHK_history_checksum" CHECK (octet_length(checksum) = 32),
      CONSTRAINT "CHK_history_token_checksum" CHECK (octet_length(token_checksum) = 32)
    )
    """
  }

  private static var progress: SQL {
    """
    CREATE TABLE \(HistoryPlace.progress) (
      version bigint NOT NULL,
      direction text NOT NULL,
      statement integer NOT NULL,
      checksum bytea NOT NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      finished boolean NOT NULL DEFAULT false,
      CONSTRAINT \(HistoryPlace.key("\"PK_progress\"", "\"PK_heartly_migration_progress\"")) PRIMARY KEY (version, direction, statement),
      CONSTRAINT "CHK_progress_direction" CHECK (direction IN ('up', 'down'))
    )
    """
  }

  private static var state: SQL {
    """
    CREATE TABLE \(HistoryPlace.state) (
      singleton boolean NOT NULL DEFAULT true,
      format integer NOT NULL DEFAULT 1,
      applied bigint NOT NULL,
      digest bytea NOT NULL,
      CONSTRAINT \(HistoryPlace.key("\"PK_state\"", "\"PK_heartly_migration_state\"")) PRIMARY KEY (singleton),
      CONSTRAINT "CHK_state_singleton" CHECK (singleton)
    )
    """
  }

  private static var firstState: SQL {
    """
    INSERT INTO \(HistoryPlace.state) (applied, digest)
    VALUES (0, pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex'))
    """
  }
}
