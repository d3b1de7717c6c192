internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

extension HistoryTable {
  /// Moves the digest on. The row stays locked until the transaction ends. Where somebody else
  /// changed the history since it was read, it divides by zero, which ends the transaction in the
  /// round trip that would commit it.
  static func advance(from old: HistoryDigest, to new: HistoryDigest) -> SQL {
    """
    WITH moved AS (
      UPDATE \(HistoryPlace.state)
      SET applied = \(new.count), digest = \(Data(new.sum))
      WHERE applied = \(old.count) AND digest = \(Data(old.sum))
      RETURNING applied)
    SELECT 1 / count(*) FROM moved
    """
  }

  /// What `advance` fails with.
  static let fenceState = SQLState("22012")

  /// Records an applied migration; its duration runs from the start of the transaction, or from
  /// earlier by as much as `before`.
  static func insert(
    _ migration: Migration,
    checksum: MigrationChecksum,
    method: HistoryEntry.Method,
    toolVersion: String,
    before: Duration = .zero
  ) -> SQL {
    let earlier =
      before.components.seconds * 1_000_000
      + before.components.attoseconds / 1_000_000_000_000
    return """
      INSERT INTO \(HistoryPlace.history)
        (version, name, checksum, token_checksum, duration_us, tool_version, applied_by, method)
      VALUES (\(migration.identifier.version.value), \(migration.identifier.name),
        \(Data(checksum.bytes.bytes)), \(Data(checksum.tokens.bytes)),
        \(earlier) + (extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000000)::bigint,
        \(toolVersion), session_user, \(method.rawValue))
      """
  }

  /// Records a migration that was applied by something else, at a time that is not known: it took the
  /// engine none.
  static func insertFound(
    _ migration: Migration,
    checksum: MigrationChecksum,
    _ method: HistoryEntry.Method,
    toolVersion: String
  ) -> SQL {
    """
    INSERT INTO \(HistoryPlace.history)
      (version, name, checksum, token_checksum, duration_us, tool_version, applied_by, method)
    VALUES (\(migration.identifier.version.value), \(migration.identifier.name),
      \(Data(checksum.bytes.bytes)), \(Data(checksum.tokens.bytes)), 0, \(toolVersion), session_user,
      \(method.rawValue))
    """
  }

  /// Records a squashed migration in the place of those that it has replaced.
  static func insert(_ folded: HistoryEntry, toolVersion: String) -> SQL {
    """
    INSERT INTO \(HistoryPlace.history)
      (version, name, checksum, token_checksum, applied_at, duration_us, tool_version, applied_by,
       method)
    VALUES (\(folded.identifier.version.value), \(folded.identifier.name),
      \(Data(folded.checksum.bytes.bytes)), \(Data(folded.checksum.tokens.bytes)),
      timestamptz 'epoch' + \(folded.appliedAt.microseconds) * interval '1 microsecond',
      \(folded.durationMicroseconds), \(toolVersion), \(folded.appliedBy), \(folded.method.rawValue))
    """
  }

  static func delete(_ version: MigrationVersion) -> SQL {
    "DELETE FROM \(HistoryPlace.history) WHERE version = \(version.value)"
  }

  /// Records that a statement is begun or finished.
  static func progress(
    _ version: MigrationVersion,
    _ direction: MigrationScript.Half,
    _ statement: Int,
    _ checksum: Checksum,
    isFinished: Bool
  ) -> SQL {
    """
    INSERT INTO \(HistoryPlace.progress) (version, direction, statement, checksum, finished)
    VALUES (\(version.value), \(direction.rawValue), \(Int32(statement)), \(Data(checksum.bytes)),
      \(isFinished))
    ON CONFLICT (version, direction, statement)
    DO UPDATE SET checksum = excluded.checksum, finished = excluded.finished
    """
  }

  /// Forgets that a statement was begun.
  static func forgetProgress(
    _ version: MigrationVersion,
    _ direction: MigrationScript.Half,
    _ statement: Int
  ) -> SQL {
    """
    DELETE FROM \(HistoryPlace.progress)
    WHERE version = \(version.value) AND direction = \(direction.rawValue)
      AND statement = \(Int32(statement))
    """
  }

  static func forgetProgress(_ version: MigrationVersion) -> SQL {
    "DELETE FROM \(HistoryPlace.progress) WHERE version = \(version.value)"
  }
}
