internal import Postgres

/// A session that holds a lock which a migration waits for.
public struct BlockingSession: Sendable, Hashable {
  /// The server process, for `pg_terminate_backend`.
  public let processID: Int32
  /// The role that it logged in as; empty for a process of the server's own.
  public let role: String
  /// Its `application_name`; may be empty.
  public let applicationName: String
  /// `active`, `idle in transaction`, or the kind of process, such as `autovacuum worker`; empty
  /// where the migration's role may not see it.
  public let state: String
  /// How long its transaction has been open; zero where the migration's role may not see it.
  public let transactionAge: Duration

  /// The sessions that a server process waits for, as soon as it waits; none if it does not within
  /// half a second.
  ///
  /// The server looks by itself, every 20 ms: an attempt may be over sooner than a question of this
  /// program and its answer have travelled.
  static func blocking(_ processID: Int32, on monitor: Connection) async throws -> [BlockingSession]
  {
    let rows = try await monitor.query(
      """
      WITH RECURSIVE look (number, blockers) AS (
        SELECT 1, pg_catalog.pg_blocking_pids(\(processID))
        UNION ALL
        SELECT number + 1, pg_catalog.pg_blocking_pids(\(processID))
        FROM look, pg_catalog.pg_sleep(0.02) WHERE blockers = '{}' AND number < 25)
      SELECT blockers FROM look WHERE blockers <> '{}'
      """
    )
    guard let row = rows.first else { return [] }
    return try await sessions("\(try row.decode(0, as: [Int32].self))", on: monitor)
  }

  /// The sessions that a server process waits for at this moment.
  static func waitedFor(
    by processID: Int32,
    on monitor: Connection
  ) async throws -> [BlockingSession] {
    let blockers = try await monitor.query("SELECT pg_catalog.pg_blocking_pids(\(processID))")
      .only().decode(0, as: [Int32].self)
    return blockers.isEmpty ? [] : try await sessions("\(blockers)", on: monitor)
  }

  /// The sessions of this database that hold an advisory lock.
  static func holding(
    _ key: (Int32, Int32),
    on monitor: Connection
  ) async throws(PostgresError) -> [BlockingSession] {
    try await sessions(
      """
      ARRAY(SELECT l.pid FROM pg_catalog.pg_locks AS l
        JOIN pg_catalog.pg_database AS d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND l.granted AND d.datname = pg_catalog.current_database()
          AND l.classid = \(key.0)::bigint::oid AND l.objid = \(key.1)::bigint::oid
          AND l.objsubid = 2)
      """,
      on: monitor
    )
  }

  /// The text of their statements is left out: it may hold personal data.
  private static func sessions(
    _ processIDs: SQL,
    on monitor: Connection
  ) async throws(PostgresError) -> [BlockingSession] {
    let rows = try await monitor.query(
      """
      SELECT pid, coalesce(usename, ''), coalesce(application_name, ''),
             CASE WHEN backend_type = 'client backend' THEN coalesce(state, '')
               ELSE coalesce(backend_type, '') END,
             coalesce((extract(epoch FROM clock_timestamp() - xact_start) * 1000)::bigint, 0)
      FROM pg_catalog.pg_stat_activity
      WHERE pid = ANY (\(processIDs))
      ORDER BY pid
      """
    )
    return try rows.map { row throws(PostgresError) in
      do {
        let (pid, role, application, state, age) = try row.decode(
          as: Int32.self,
          String.self,
          String.self,
          String.self,
          Int64.self
        )
        return BlockingSession(
          processID: pid,
          role: role,
          applicationName: application,
          state: state,
          transactionAge: .milliseconds(age)
        )
      } catch {
        throw .misuse("pg_stat_activity: \(error)")
      }
    }
  }
}

extension BlockingSession: CustomStringConvertible {
  /// Process, role, program, state and age in one line.
  public var description: String {
    var parts = ["process \(processID)"]
    if !role.isEmpty { parts.append("role \(role.printable)") }
    if !applicationName.isEmpty { parts.append("program \(applicationName.printable)") }
    if !state.isEmpty { parts.append(state) }
    if transactionAge > .zero {
      parts.append("transaction open for \(transactionAge.components.seconds) s")
    }
    return parts.joined(separator: ", ")
  }
}
