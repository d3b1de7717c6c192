internal import Postgres

/// A migration that holds statements which cannot run in a transaction: it runs statement by
/// statement, and records before each such statement that it is begun and after it that it is done.
///
/// The records are not waited for on the disk: commits become durable in their order, so a record
/// cannot be lost while what came after it stays. The last commit, with the row of the history, is
/// waited for and covers them all.
///
/// Where the catalog shows that a statement is done, its record travels with the next one's, or is left out
/// where the history's row follows.
struct StepwiseStep {
  let run: MigrationRun
  let item: MigrationRun.Prepared
  /// The history's digest afterwards.
  let next: HistoryDigest

  private var connection: Connection { run.connection }
  private var statements: [SQLStatement] { item.script.statements }

  func perform() async throws {
    let start = ContinuousClock.now
    let progress = run.progress(of: item)
    let checksums = try statements.map { try Checksum(ofTokensIn: SQLSource(item.script, $0)) }
    try check(progress, against: checksums)
    try await prepareSession()
    var unrecorded: Unrecorded?
    for (statement, checksum) in zip(statements, checksums) {
      let earlier = progress.first { $0.statement == statement.number }
      // A setting ended with the session of the run that made it.
      if let earlier, earlier.isFinished, !statement.isSetting(in: item.script) {
        run.observer(.resumed(item.identifier, number: statement.number))
        continue
      }
      run.begin(statement: statement.number, of: item)
      do {
        let wasBegun = earlier?.checksum == checksum
        try await perform(statement, checksum, wasBegun: wasBegun, after: &unrecorded)
      } catch {
        if connection.isOpen, !Task.isCancelled { try await settle(&unrecorded) }
        throw error
      }
    }
    let duration = ContinuousClock.now - start
    try await LockRetry(run: run, item: item, aftermath: .stopped).perform { () async throws in
      try await finish(after: duration)
    }
  }

  /// Refuses a file that was changed where it has been run already.
  private func check(_ progress: [StatementProgress], against checksums: [Checksum]) throws {
    for done in progress where done.isFinished {
      guard statements.indices.contains(done.statement - 1) else {
        throw MigrateError.finishedStatementGone(
          item.identifier,
          number: done.statement,
          left: statements.count
        )
      }
      guard checksums[done.statement - 1] == done.checksum else {
        throw MigrateError.finishedStatementChanged(
          item.identifier,
          statements[done.statement - 1].start
        )
      }
    }
  }

  private func prepareSession() async throws {
    var pipeline = Pipeline()
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(
      SessionSettings.apply(
        lockTimeout: run.migrator.patience.lockTimeout,
        isLocal: false,
        isDurable: false
      )
    )
    _ = try await connection.run(pipeline)
    guard !run.historyExists else { return }
    var making = Pipeline(transaction: .migration)
    for sql in run.missingTables { making.append(sql) }
    _ = try await connection.run(making)
    run.historyExists = true
  }

  // MARK: One statement

  private func perform(
    _ statement: SQLStatement,
    _ checksum: Checksum,
    wasBegun: Bool,
    after unrecorded: inout Unrecorded?
  ) async throws {
    var wasBegun = wasBegun
    try await LockRetry(run: run, item: item, aftermath: .stopped).perform { () async throws in
      guard case .outside(let kind) = statement.transactionality else {
        return try await runInside(statement, checksum, after: &unrecorded)
      }
      let isTriedAgain = wasBegun
      wasBegun = kind.leavesUnmarkedTraces
      try await runOutside(
        statement,
        kind,
        checksum,
        wasBegun: isTriedAgain,
        after: &unrecorded
      )
    }
  }

  /// A statement that could run in a transaction has one of its own, together with its record.
  private func runInside(
    _ statement: SQLStatement,
    _ checksum: Checksum,
    after unrecorded: inout Unrecorded?
  ) async throws {
    var pipeline = Pipeline(transaction: .migration)
    if let lifted = unrecorded?.lockTimeout { pipeline.append(SessionSettings.lockTimeout(lifted)) }
    let number = pipeline.count
    pipeline.append(SQLScript(text: item.script.text(of: statement)))
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    if let unrecorded { pipeline.append(unrecorded.record) }
    pipeline.append(record(statement, checksum, isFinished: true))
    guard let refusal = try await connection.refusal(of: pipeline) else { return unrecorded = nil }
    // The commit is no statement of the pipeline, and fails for what the statement has done.
    guard (refusal.pipelineIndex ?? number) == number else {
      throw PostgresError.server(refusal)
    }
    throw LocatedFailure(refusal, of: item, in: statement)
  }

  private func runOutside(
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

  /// What is done, and not recorded yet.
  private struct Unrecorded {
    let record: SQL
    /// The lock timeout to give back, if it was lifted.
    let lockTimeout: String?
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
      try await connection.execute(SQLScript(text: item.script.text(of: statement)))
    } catch PostgresError.server(let error) where connection.isOpen {
      throw LocatedFailure(error, of: item, in: statement)
    }
  }

  // MARK: Records

  private func record(
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
  private func settle(_ unrecorded: inout Unrecorded?) async throws {
    guard let done = unrecorded else { return }
    try await note(done.record, restoring: done.lockTimeout)
    unrecorded = nil
  }

  /// Writes a record by itself, under the engine's role whatever the migration has SET, and with the
  /// lock timeout that the migration has.
  private func note(_ record: SQL, restoring lockTimeout: String?) async throws {
    var pipeline = Pipeline(transaction: .migration)
    if let lockTimeout { pipeline.append(SessionSettings.lockTimeout(lockTimeout)) }
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    pipeline.append(record)
    _ = try await connection.run(pipeline)
  }

  private func finish(after duration: Duration) async throws {
    var pipeline = Pipeline(transaction: .migration)
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(
      SessionSettings.apply(lockTimeout: run.migrator.patience.lockTimeout, isLocal: true)
    )
    let fence = pipeline.count
    pipeline.append(HistoryTable.advance(from: run.digest, to: next))
    pipeline.append(run.record(item, method: .statements, before: duration))
    pipeline.append(HistoryTable.forgetProgress(item.identifier.version))
    guard let refusal = try await connection.refusal(of: pipeline) else { return }
    guard refusal.pipelineIndex == fence, refusal.sqlState == HistoryTable.fenceState else {
      throw PostgresError.server(refusal)
    }
    throw MigrateError.historyChanged(item.identifier)
  }
}

extension SQLSource {
  /// One statement of a script by itself.
  fileprivate init(_ script: MigrationScript, _ statement: SQLStatement) {
    self.init(name: script.source.name, bytes: Array(script.text(of: statement).utf8))
  }
}

extension SQLStatement {
  /// Whether it is a SET or RESET, which has an effect on its session alone.
  fileprivate func isSetting(in script: MigrationScript) -> Bool {
    let word = script.text(of: self).prefix { $0.isLetter }
    return ["set", "reset"].contains(word.lowercased())
  }
}
