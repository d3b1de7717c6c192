internal import Postgres

/// A migration that holds statements which cannot run in a transaction, or are run in batches: it runs
/// statement by statement, and records before each such statement that it is begun and after it that it
/// is done.
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

  var connection: Connection { run.connection }
  private var statements: [SQLStatement] { item.script.statements }

  func perform() async throws {
    let start = ContinuousClock.now
    let progress = run.progress(of: item)
    let checksums = try statements.map { try Checksum(ofTokensIn: SQLSource(item.script, $0)) }
    try check(progress, against: checksums)
    try await prepareSession()
    var batches = progress.isEmpty ? nil : try await batchesBegun()
    var unrecorded: Unrecorded?
    for (statement, checksum) in zip(statements, checksums) {
      let earlier = progress.first { $0.statement == statement.number }
      // A setting ended with the session of the run that made it.
      if let earlier, earlier.isFinished, !statement.isSetting(in: item.script) {
        run.observer(.resumed(item.identifier, number: statement.number))
        continue
      }
      run.begin(statement: statement.number, of: item)
      let place = batches?[statement.number]
      if isBatched(statement) { batches = batches ?? [:] }
      do {
        try await perform(statement, checksum, earlier, place, after: &unrecorded)
      } catch {
        if connection.isOpen, !Task.isCancelled { try await settle(&unrecorded) }
        throw error
      }
    }
    let duration = ContinuousClock.now - start
    let hasBatches = batches != nil
    try await LockRetry(run: run, item: item, aftermath: .stopped).perform { () async throws in
      try await finish(after: duration, hasBatches: hasBatches)
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

  private func perform(
    _ statement: SQLStatement,
    _ checksum: Checksum,
    _ earlier: StatementProgress?,
    _ place: BatchTable.Place?,
    after unrecorded: inout Unrecorded?
  ) async throws {
    if let batch = statement.batch, isBatched(statement) {
      return try await runInBatches(statement, batch, checksum, from: place, after: &unrecorded)
    }
    // What is done of it was done in batches.
    guard place?.last == nil else {
      throw MigrateError.batchedStatementChanged(item.identifier, statement.start)
    }
    var wasBegun = earlier?.checksum == checksum
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

  private func isBatched(_ statement: SQLStatement) -> Bool {
    statement.batch != nil && run.migrator.batches != .whole
  }

  private func finish(after duration: Duration, hasBatches: Bool) async throws {
    var pipeline = Pipeline(transaction: .migration)
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(
      SessionSettings.apply(lockTimeout: run.migrator.patience.lockTimeout, isLocal: true)
    )
    let fence = pipeline.count
    pipeline.append(HistoryTable.advance(from: run.digest, to: next))
    pipeline.append(run.record(item, method: .statements, before: duration))
    pipeline.append(HistoryTable.forgetProgress(item.identifier.version))
    if hasBatches { pipeline.append(BatchTable.forget(item.identifier.version)) }
    let mirroring = pipeline.count
    for sql in run.mirroring(item) { pipeline.append(sql) }
    guard let refusal = try await connection.refusal(of: pipeline) else { return }
    if let index = refusal.pipelineIndex, index >= mirroring, !refusal.isLockConflict {
      throw run.refusal(ofMirror: refusal)
    }
    guard refusal.pipelineIndex == fence, refusal.sqlState == HistoryTable.fenceState else {
      throw PostgresError.server(refusal)
    }
    throw MigrateError.historyChanged(item.identifier)
  }
}

// MARK: - Statements of their own transaction

extension StepwiseStep {
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
    if let closing = run.migrator.closing { pipeline.append(closing) }
    if let unrecorded { pipeline.append(unrecorded.record) }
    pipeline.append(record(statement, checksum, isFinished: true))
    let refusal = try await run.watching { () async throws in
      try await connection.refusal(of: pipeline)
    }
    guard let refusal else { return unrecorded = nil }
    // The commit is no statement of the pipeline, and fails for what the statement has done.
    guard (refusal.pipelineIndex ?? number) == number else {
      throw PostgresError.server(refusal)
    }
    throw LocatedFailure(refusal, of: item, in: statement)
  }

  /// What earlier runs have done of statements in batches; nil where there has never been one.
  private func batchesBegun() async throws -> [Int: BatchTable.Place]? {
    try await BatchTable.places(
      of: item.identifier.version,
      item.step.direction,
      on: connection
    )
  }

  private func runInBatches(
    _ statement: SQLStatement,
    _ batch: BatchStatement,
    _ checksum: Checksum,
    from place: BatchTable.Place?,
    after unrecorded: inout Unrecorded?
  ) async throws {
    try await settle(&unrecorded)
    let batches = BatchRun(
      run: run,
      item: item,
      statement: statement,
      batch: batch,
      checksum: checksum,
      earlier: place
    )
    try await batches.perform()
    try await note(record(statement, checksum, isFinished: true), restoring: nil)
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
