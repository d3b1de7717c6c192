internal import Postgres

/// Statements that run outside of a transaction.
extension StepwiseStep {
  func runOutside(
    _ statement: SQLStatement,
    _ kind: OutsideStatement,
    _ checksum: Checksum,
    wasBegun: Bool,
    after unrecorded: inout Unrecorded?
  ) async throws {
    let remains = Remains(connection: connection, statement: kind)
    let opening = try await open(
      statement,
      kind,
      checksum,
      look: remains.look,
      after: &unrecorded
    )
    var mayHaveRun = wasBegun || kind.leavesUnmarkedTraces
    let isFinished: Bool
    do {
      isFinished = try await clear(remains, statement, opening.found, wasBegun: wasBegun)
      mayHaveRun = kind.leavesUnmarkedTraces
      if !isFinished { try await send(statement) }
    } catch {
      try await close(statement, opening, isForgotten: error is LocatedFailure && !mayHaveRun)
      throw error
    }
    if isFinished { run.observer(.resumed(item.identifier, number: statement.number)) }
    unrecorded = Unrecorded(
      record: record(statement, checksum, isFinished: true),
      lockTimeout: opening.lockTimeout
    )
    if !kind.showsItsEnd { try await settle(&unrecorded) }
  }

  /// What was so before a statement was begun.
  private struct Opening {
    /// The lock timeout, if it was lifted: the migration may have set another one than the engine.
    var lockTimeout: String?
    /// The answer to what `Remains` asked.
    var found: Rows?
  }

  /// Records in one round trip that a statement is begun, looks for what an earlier run may have left
  /// of it, and lifts the lock timeout where that is harmless: the CONCURRENTLY forms wait for all
  /// older transactions, and a lock that they wait for holds up neither readers nor writers. A
  /// timeout would only leave an INVALID index behind.
  private func open(
    _ statement: SQLStatement,
    _ kind: OutsideStatement,
    _ checksum: Checksum,
    look: SQL?,
    after unrecorded: inout Unrecorded?
  ) async throws -> Opening {
    var pipeline = Pipeline(transaction: .migration)
    // Under the role that the migration has set, as the statement itself.
    let found = look.map { pipeline.append($0) }
    let lifted = unrecorded?.lockTimeout
    var lockTimeout: Pipeline.Ticket?
    if kind.locksHarmlessly, lifted == nil {
      lockTimeout = pipeline.append("SELECT pg_catalog.current_setting('lock_timeout')")
      pipeline.append("SET lock_timeout = 0")
    } else if !kind.locksHarmlessly, let lifted {
      pipeline.append(SessionSettings.lockTimeout(lifted))
    }
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    if let unrecorded { pipeline.append(unrecorded.record) }
    pipeline.append(record(statement, checksum, isFinished: false))
    do {
      let results = try await connection.run(pipeline)
      unrecorded = nil
      let before = try lockTimeout.map { try results[$0].only().decode(0, as: String.self) }
      return Opening(
        lockTimeout: before ?? (kind.locksHarmlessly ? lifted : nil),
        found: found.map { results[$0] }
      )
    } catch PostgresError.server(var error)
      where connection.isOpen && found != nil && error.pipelineIndex == 0
    {
      // The position is in the engine's own statement.
      error.position = nil
      throw LocatedFailure(error, of: item, in: statement)
    }
  }

  /// Leaves the session as it was before a statement that failed: a deadlock is tried again in it. The
  /// record is forgotten where it is known that the statement left nothing, so that what is found of
  /// its name later is not its work.
  private func close(
    _ statement: SQLStatement,
    _ opening: Opening,
    isForgotten: Bool
  ) async throws {
    guard connection.isOpen, !Task.isCancelled else { return }
    if isForgotten {
      let version = item.identifier.version
      let forget = HistoryTable.forgetProgress(version, item.step.direction, statement.number)
      try await note(forget, restoring: opening.lockTimeout)
    } else if let lockTimeout = opening.lockTimeout {
      try await connection.execute(SessionSettings.lockTimeout(lockTimeout))
    }
  }

  private func clear(
    _ remains: Remains,
    _ statement: SQLStatement,
    _ found: Rows?,
    wasBegun: Bool
  ) async throws -> Bool {
    do {
      return try await remains.clear(wasBegun: wasBegun, found: found)
    } catch PostgresError.server(var error) where connection.isOpen {
      error.position = nil
      throw LocatedFailure(error, of: item, in: statement)
    }
  }

  private func send(_ statement: SQLStatement) async throws {
    do {
      _ = try await run.watching { () async throws in
        try await connection.execute(SQLScript(text: item.script.text(of: statement)))
      }
    } catch PostgresError.server(let error) where connection.isOpen {
      throw LocatedFailure(error, of: item, in: statement)
    }
  }
}
