internal import Postgres

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// The engine's own tables, in a schema of their own: `heartly_migration`.
///
/// - `history` has a row for each applied migration.
/// - `state` has one row: the digest of the history, by which the engine notices tampering and by
///   which one of two concurrent changes fails.
/// - `progress` has a row for each statement of a migration that runs outside of a transaction and
///   is not finished, so that a run that crashed can be taken up where it stopped.
struct HistoryTable {
  let connection: Connection

  static let names = ["history", "progress", "state"]
  /// What `state.format` says of tables that this version can read.
  static let format: Int32 = 1

  /// What the history holds.
  struct Content {
    var entries: [HistoryEntry] = []
    var recorded = HistoryDigest()
    var progress: [StatementProgress] = []

    /// What somebody but the engine did to the rows, as far as their digest shows it.
    var tampering: MigrateError.Tampering? {
      HistoryDigest(entries) == recorded
        ? nil : .rows(recorded: recorded.count, found: entries.count)
    }
  }

  // MARK: Reading

  /// The rows alone, even where the rest of the schema is damaged.
  func entries() async throws -> [HistoryEntry] {
    try await reading { () async throws in
      try await connection.query(Self.history, format: .binary).map(Self.entry)
    }
  }

  /// All three tables as they were at one moment: another runner may be at work.
  func read() async throws -> Content {
    try await reading { () async throws in
      let snapshot = TransactionOptions(isolation: .repeatableRead, isReadOnly: true)
      var pipeline = Pipeline(transaction: snapshot)
      let history = pipeline.append(Self.history, format: .binary)
      let state = pipeline.append(
        "SELECT format, applied, digest FROM \(HistoryPlace.state)",
        format: .binary
      )
      let progress = pipeline.append(
        """
        SELECT version, direction, statement, checksum, finished
        FROM \(HistoryPlace.progress) ORDER BY version, direction, statement
        """,
        format: .binary
      )
      let results = try await connection.run(pipeline)
      guard results[state].count == 1 else { throw MigrateError.historyTampered(.stateMissing) }
      let (format, applied, digest) = try results[state].only().decode(
        as: Int32.self,
        Int64.self,
        Data.self
      )
      guard format <= Self.format else { throw MigrateError.newerTool(format: format) }
      var content = Content()
      content.entries = try results[history].map(Self.entry)
      content.recorded = HistoryDigest(count: Int(applied), sum: Array(digest))
      content.progress = try results[progress].map(StatementProgress.init(row:))
      return content
    }
  }

  /// Whether the tables hold exactly what the files amount to, with nothing under way.
  ///
  /// The server sums the rows up, which for a thousand is less work than to send and to read them. A
  /// question that it refuses is answered with no: reading the tables tells what is wrong with them.
  func amounts(to summary: FilesSummary) async throws -> Bool {
    do {
      let rows = try await connection.query(Self.summary, format: .binary)
      guard rows.count == 1 else { return false }
      let (format, applied, digest, sum, isUnderWay, _) = try rows[0].decode(
        as: Int32.self,
        Int64.self,
        Data.self,
        Data?.self,
        Bool.self,
        Bool.self
      )
      return format <= Self.format && !isUnderWay
        && HistoryDigest(count: Int(applied), sum: Array(digest)) == summary.digest
        && sum.flatMap { Checksum($0) } == summary.rows
    } catch PostgresError.server {
      return false
    } catch is RowError {
      return false
    }
  }

  /// One statement, so that all of it is of one moment. ``FilesSummary/rows`` defines the sum. It names the
  /// columns that it has no use for: tables without them are not as the engine made them.
  private static var summary: SQL {
    """
    SELECT s.format, s.applied, s.digest,
           (SELECT pg_catalog.sha256(pg_catalog.string_agg(
              pg_catalog.int8send(h.version) || pg_catalog.int4send(pg_catalog.octet_length(h.name))
                || pg_catalog.textsend(h.name) || h.checksum,
              ''::bytea ORDER BY h.version))
            FROM \(HistoryPlace.history) AS h),
           EXISTS (SELECT version, direction, statement, checksum, finished
             FROM \(HistoryPlace.progress)),
           EXISTS (SELECT token_checksum, applied_at, duration_us, tool_version, applied_by, method
             FROM \(HistoryPlace.history))
    FROM \(HistoryPlace.state) AS s
    """
  }

  /// Turns what tables of another shape make of a query into the engine's own error.
  private func reading<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
      return try await body()
    } catch PostgresError.server(let error) where error.sqlState == .insufficientPrivilege {
      throw MigrateError.mayNotRead(error)
    } catch PostgresError.server(let error) where error.sqlState.errorClass == "42" {
      throw MigrateError.historyTampered(.unreadable("\(error)"))
    } catch let error as RowError {
      throw MigrateError.historyTampered(.unreadable("\(error)"))
    }
  }

  private static var history: SQL {
    """
    SELECT version, name, checksum, token_checksum,
           (extract(epoch FROM applied_at) * 1000000)::bigint, duration_us, tool_version,
           applied_by, method
    FROM \(HistoryPlace.history) ORDER BY version
    """
  }

  private static func entry(of row: Row) throws -> HistoryEntry {
    let (version, name, bytes, tokens, appliedAt, duration, tool, by, method) = try row.decode(
      as: Int64.self,
      String.self,
      StoredChecksum.self,
      StoredChecksum.self,
      Int64.self,
      Int64.self,
      String.self,
      String.self,
      String.self
    )
    guard let version = MigrationVersion(version), let bytes = bytes.checksum,
      let tokens = tokens.checksum
    else { throw MigrateError.historyTampered(.invalidRow(version: version)) }
    return HistoryEntry(
      identifier: MigrationIdentifier(version: version, name: name),
      checksum: MigrationChecksum(bytes: bytes, tokens: tokens),
      appliedAt: UTCTimestamp(microseconds: appliedAt),
      durationMicroseconds: duration,
      toolVersion: tool,
      appliedBy: by,
      method: HistoryEntry.Method(rawValue: method)
    )
  }
}

/// A `bytea` that holds a digest if nobody changed it.
private struct StoredChecksum: PostgresDecodable {
  let checksum: Checksum?

  init(decoding cell: Cell) throws(CellError) {
    guard cell.isNull || (cell.type == .bytea && cell.format == .binary) else {
      throw .typeMismatch
    }
    checksum = try cell.withBytes { bytes throws(CellError) in Checksum(raw: bytes) }
  }
}
