internal import Postgres

/// A migration that runs in one transaction with its row of the history.
struct TransactionalStep {
  let run: MigrationRun
  let item: MigrationRun.Prepared
  /// The history's digest afterwards.
  let next: HistoryDigest

  private var connection: Connection { run.connection }

  func perform() async throws {
    let retry = LockRetry(run: run, item: item, aftermath: run.aftermathOfRollback)
    try await retry.perform { () async throws in try await execute() }
    run.historyExists = true
  }

  /// Everything from BEGIN to COMMIT travels in one round trip.
  private func execute() async throws {
    var pipeline = Pipeline(transaction: .migration)
    for sql in SessionSettings.reset { pipeline.append(sql) }
    pipeline.append(
      SessionSettings.apply(lockTimeout: run.migrator.patience.lockTimeout, isLocal: true)
    )
    for sql in run.missingTables { pipeline.append(sql) }
    let fence = pipeline.count
    pipeline.append(HistoryTable.advance(from: run.digest, to: next))
    let first = pipeline.count
    let statements = item.script.statements
    for statement in statements {
      pipeline.append(SQLScript(text: item.script.text(of: statement)))
    }
    for sql in SessionSettings.ownRole { pipeline.append(sql) }
    if let closing = run.migrator.closing { pipeline.append(closing) }
    pipeline.append(run.record(item, method: .transaction))
    let mirroring = pipeline.count
    for sql in run.mirroring(item) { pipeline.append(sql) }
    run.begin(statement: 1, of: item)
    let refusal = try await run.watching { () async throws in
      try await connection.refusal(of: pipeline) { index in
        let number = index - first + 2
        guard number > 1, number <= statements.count else { return }
        run.begin(statement: number, of: item)
      }
    }
    guard let refusal else { return }
    switch refusal.pipelineIndex {
    case nil where !refusal.isLockConflict:
      throw MigrateError.commit(item.identifier, file: item.script.source.name, refusal)
    case fence where refusal.sqlState == HistoryTable.fenceState:
      throw MigrateError.historyChanged(item.identifier)
    case let index? where index >= mirroring && !refusal.isLockConflict:
      throw run.refusal(ofMirror: refusal)
    case let index? where statements.indices.contains(index - first):
      throw LocatedFailure(refusal, of: item, in: statements[index - first])
    default: throw PostgresError.server(refusal)
    }
  }
}

/// A server's error with the statement of the file that it belongs to.
struct LocatedFailure: Error {
  let error: ServerError
  let failure: StatementFailure

  init(_ error: ServerError, of item: MigrationRun.Prepared, in statement: SQLStatement) {
    self.error = error
    failure = StatementFailure(
      error,
      migration: item.identifier,
      script: item.script,
      statement: statement
    )
  }
}
