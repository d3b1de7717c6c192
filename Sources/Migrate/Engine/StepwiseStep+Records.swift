internal import Postgres

/// What a migration that runs statement by statement notes of them.
extension StepwiseStep {
  /// What is done, and not recorded yet.
  struct Unrecorded {
    let record: SQL
    /// The lock timeout to give back, if it was lifted.
    let lockTimeout: String?
  }

  func record(
    _ statement: SQLStatement,
    _ checksum: Checksum,
    isFinished: Bool
  ) -> SQL {
    HistoryTable.progress(
      item.identifier.version,
      item.step.direction,
      statement.number,
      checksum,
      isFinished: isFinished
    )
  }

  /// Writes by itself what is done and not recorded yet.
  func settle(_ unrecorded: inout Unrecorded?) async throws {
    guard let done = unrecorded else { return }
    try await note(done.record, restoring: done.lockTimeout)
    unrecorded = nil
  }

  /// Writes a record by itself, under the engine's role whatever the migration has SET, and with the
  /// lock timeout that the migration has.
  func note(_ record: SQL, restoring lockTimeout: String?) async throws {
    var pipeline = Pipeline(transaction: .migration)
    if let lockTimeout { pipeline.append(SessionSettings.lockTimeout(lockTimeout)) }
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    pipeline.append(record)
    _ = try await connection.run(pipeline)
  }
}
