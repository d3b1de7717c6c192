internal import Postgres

/// What the server tells of a statement while it runs: `CREATE INDEX`, `REINDEX`, `CLUSTER`, `VACUUM` and
/// `ANALYZE` have views for it (PostgreSQL manual, "Progress Reporting").
public struct ServerProgress: Sendable, Hashable {
  /// What is being done, in the server's words, such as `CREATE INDEX CONCURRENTLY`.
  public var command: String
  /// Which part of it, in the server's words, such as `building index: scanning table`.
  public var phase: String
  /// How much of the phase is done, in blocks, rows or sessions that are waited for.
  public var done: Int64
  /// How much there is; 0 where the server does not say it for this phase.
  public var total: Int64
  /// Who is waited for now.
  public var blockers: [BlockingSession] = []

  /// The part of the phase that is done, from 0 to 1, where it is known.
  public var fraction: Double? {
    total > 0 ? min(1, Double(done) / Double(total)) : nil
  }

  /// Whether it waits for other sessions to end their transactions.
  public var isWaiting: Bool { phase.hasPrefix("waiting") }
}

extension ServerProgress {
  /// What one server process is at; nil where the server tells nothing of its statement.
  static func of(_ processID: Int32, on monitor: Connection) async throws -> ServerProgress? {
    guard let row = try await monitor.query(question(processID)).first else { return nil }
    let (command, phase, done, total) = try row.decode(
      as: String.self,
      String.self,
      Int64.self,
      Int64.self
    )
    var progress = ServerProgress(command: command, phase: phase, done: done, total: total)
    if progress.isWaiting {
      progress.blockers = try await BlockingSession.waitedFor(by: processID, on: monitor)
    }
    return progress
  }

  /// CLUSTER and VACUUM FULL build indexes as well, which the inner view tells of: it comes first.
  private static func question(_ processID: Int32) -> SQL {
    """
    SELECT command, phase, done::bigint, total::bigint FROM (
      SELECT 1, command::text, phase::text,
        CASE WHEN phase LIKE 'waiting%' THEN lockers_done
          WHEN tuples_total > 0 THEN tuples_done ELSE blocks_done END,
        CASE WHEN phase LIKE 'waiting%' THEN lockers_total
          WHEN tuples_total > 0 THEN tuples_total ELSE blocks_total END
      FROM pg_catalog.pg_stat_progress_create_index WHERE pid = \(processID)
      UNION ALL
      SELECT 2, command::text, phase::text, heap_blks_scanned, heap_blks_total
      FROM pg_catalog.pg_stat_progress_cluster WHERE pid = \(processID)
      UNION ALL
      SELECT 3, 'VACUUM', phase::text,
        CASE phase WHEN 'vacuuming heap' THEN heap_blks_vacuumed ELSE heap_blks_scanned END,
        CASE WHEN phase IN ('scanning heap', 'vacuuming heap') THEN heap_blks_total ELSE 0 END
      FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = \(processID)
      UNION ALL
      SELECT 4, 'ANALYZE', phase::text, sample_blks_scanned, sample_blks_total
      FROM pg_catalog.pg_stat_progress_analyze WHERE pid = \(processID)
    ) AS views (number, command, phase, done, total)
    ORDER BY number LIMIT 1
    """
  }
}
