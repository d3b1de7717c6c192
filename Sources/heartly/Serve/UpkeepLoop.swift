import Postgres
import Supervision

/// What is done again and again while the server runs, by one instance at a time. A failure is told and
/// tried again: it takes nothing away from those who are served.
struct UpkeepLoop: Sendable {
  let database: ServedDatabase
  let settings: ServerSettings

  /// Makes the partitions of the next months of the audit logs.
  func makePartitions() async {
    await again(every: settings.partitionsEvery, "partitions of the audit logs") {
      let connection = try await MigrateOptions.session(on: database.target)
      defer { connection.close() }
      let made: [String] = try await connection.transaction { connection in
        try await connection.execute("SET LOCAL lock_timeout = '2s'")
        // "heartly p", as a number. Whoever has it does the same work: there is nothing to wait for.
        let isFree: Bool = try await connection.query(
          "SELECT pg_try_advisory_xact_lock(7521962890162700592)"
        ).only().decode(0)
        guard isFree else { return [] }
        return try await connection.query("SELECT heartly.make_audit_partitions()").map {
          try $0.decode(0)
        }
      }
      for name in made { Output.error("partition \(name) was made") }
    }
  }

  /// Seals the audit logs. The lock of one sealer is the session's: another instance goes on when this
  /// one ends.
  func seal() async {
    await again(every: settings.auditEvery, "the seal of the audit logs") {
      var place = AuditPlaceOptions()
      place.key = settings.auditKey
      place.checkpoints = settings.auditCheckpoints
      let key = try place.signingKey()
      let connection = try await AuditSession.open(database.options, as: .sealer)
      defer { connection.close() }
      try await SealerLock.take(on: connection, within: .seconds(1_000_000_000))
      var sealer = Sealer(connection: connection, key: key, directory: place.checkpoints)
      try await sealer.publishAll()
      while !Task.isCancelled {
        _ = try await sealer.sealEverything()
        try await Task.sleep(for: settings.auditEvery)
      }
    }
  }

  private func again(
    every pause: Duration,
    _ what: String,
    _ work: () async throws -> Void
  ) async {
    while !Task.isCancelled {
      do {
        try await work()
      } catch let failure as Failure {
        Output.error("\(what): \(failure.message)")
      } catch PostgresError.cancelled {
        return
      } catch {
        if !(error is CancellationError) { Output.error("\(what): error: \(error)") }
      }
      try? await Task.sleep(for: pause)
    }
  }
}
