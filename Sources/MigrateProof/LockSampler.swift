import Postgres
import Synchronization

/// Looks again and again, from a session of its own, at the locks that another session has. A statement
/// that runs outside of a transaction gives them back when it ends, so that nobody can ask afterwards;
/// what it has for less than the time between two looks may be missed.
final class LockSampler: Sendable {
  private struct Lock: Hashable {
    var oid: Int64
    var mode: String
  }

  private let target: ConnectionTarget
  private let locks = Mutex<Set<Lock>>([])

  init(_ target: ConnectionTarget) { self.target = target }

  /// What was seen until now.
  var seen: [(oid: Int64, mode: String)] {
    locks.withLock { $0.map { (oid: $0.oid, mode: $0.mode) } }
  }

  /// Runs the body while the sampler, if there is one, watches a server process.
  static func watching(
    _ processID: Int32,
    with sampler: LockSampler?,
    _ body: () async throws -> Void
  ) async throws {
    guard let sampler else { return try await body() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await sampler.watch(processID) }
      defer { group.cancelAll() }
      try await body()
    }
  }

  /// Looks until the task is cancelled. Where it cannot look, nothing is seen, which the report says of
  /// such statements anyway.
  private func watch(_ processID: Int32) async {
    do {
      let connection = try await Connection.connect(to: target)
      defer { connection.close() }
      while !Task.isCancelled {
        let rows = try await connection.query(
          """
          SELECT l.relation::int8, l.mode FROM pg_catalog.pg_locks AS l
          WHERE l.pid = \(processID) AND l.locktype = 'relation' AND l.granted
            AND l.database = (SELECT d.oid FROM pg_catalog.pg_database AS d
                              WHERE d.datname = pg_catalog.current_database())
          """
        )
        let now = try rows.map { row in
          let (oid, mode) = try row.decode(as: Int64.self, String.self)
          return Lock(oid: oid, mode: mode)
        }
        locks.withLock { $0.formUnion(now) }
        try await Task.sleep(for: .milliseconds(1))
      }
    } catch {
      return
    }
  }
}
