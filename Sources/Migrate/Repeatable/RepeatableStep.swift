internal import Postgres

/// Files that are applied in one transaction with their records.
struct RepeatableStep {
  let run: MigrationRun
  let items: [RepeatablePlan.Item]
  let tableExists: Bool

  func perform() async throws {
    let prepared = items.map(MigrationRun.Prepared.init)
    let retry = LockRetry(run: run, item: prepared[0], aftermath: .rolledBack)
    do {
      try await retry.perform { () async throws in try await execute(prepared) }
    } catch MigrateError.statement(let failure, _) {
      throw MigrateError.repeatable(failure, RepeatableAdvice(failure.error, in: items))
    }
  }

  private func execute(_ prepared: [MigrationRun.Prepared]) async throws {
    var pipeline = Pipeline(transaction: .migration)
    if !tableExists {
      for sql in SessionSettings.reset { pipeline.append(sql) }
      pipeline.append(RepeatableTable.creation)
    }
    var firsts: [Int] = []
    for (item, file) in zip(prepared, items) {
      for sql in SessionSettings.reset { pipeline.append(sql) }
      pipeline.append(
        SessionSettings.apply(lockTimeout: run.migrator.patience.lockTimeout, isLocal: true)
      )
      firsts.append(pipeline.count)
      for statement in item.script.statements {
        pipeline.append(SQLScript(text: item.script.text(of: statement)))
      }
      for sql in SessionSettings.ownRole { pipeline.append(sql) }
      if !file.dependants.isEmpty { pipeline.append(RepeatableTable.forget(file.dependants)) }
      pipeline.append(
        RepeatableTable.record(file.repeatable, toolVersion: run.migrator.toolVersion)
      )
    }
    run.begin(statement: 1, of: prepared[0])
    guard let refusal = try await run.connection.refusal(of: pipeline) else { return }
    if let index = refusal.pipelineIndex {
      for (item, first) in zip(prepared, firsts)
      where item.script.statements.indices.contains(index - first) {
        throw LocatedFailure(refusal, of: item, in: item.script.statements[index - first])
      }
    }
    guard refusal.pipelineIndex == nil, !refusal.isLockConflict else {
      throw PostgresError.server(refusal)
    }
    throw MigrateError.commit(
      prepared[0].identifier,
      file: prepared[0].script.source.name,
      refusal
    )
  }
}

extension MigrationRun.Prepared {
  init(_ item: RepeatablePlan.Item) {
    let file = item.repeatable
    let migration = Migration(identifier: file.identifier, up: file.file, down: nil)
    self.init(
      step: Plan.Step(migration: migration, direction: .up, entry: nil),
      script: file.script,
      checksum: file.checksum
    )
  }
}

/// The way out that PostgreSQL's message does not tell.
public enum RepeatableAdvice: Sendable, Hashable {
  /// CREATE OR REPLACE VIEW can add columns at the end, and nothing else.
  case dropView
  /// The arguments' names, or what a function returns, cannot be replaced.
  case dropFunction
  /// Something stands on what is dropped.
  case cascade

  init?(_ error: ServerError, in items: [RepeatablePlan.Item]) {
    switch error.sqlState.code {
    case "42P16" where items.contains(where: \.repeatable.makesView): self = .dropView
    case "42P13": self = .dropFunction
    case "2BP01": self = .cascade
    default: return nil
    }
  }
}

extension RepeatableAdvice: CustomStringConvertible {
  /// What to write into the file.
  public var description: String {
    switch self {
    case .dropView:
      "CREATE OR REPLACE VIEW can only add columns at the end. Where they change otherwise, write DROP "
        + "VIEW IF EXISTS … CASCADE before it: the repeatable files that use the view are applied again "
        + "in the same transaction."
    case .dropFunction:
      "CREATE OR REPLACE cannot change what a function returns, nor the names of its arguments. Write "
        + "DROP FUNCTION IF EXISTS … before it."
    case .cascade:
      "Something stands on what the file drops. Write DROP VIEW IF EXISTS … CASCADE for the view, or for "
        + "the views that use it: what repeatable files make of that is made again in the same "
        + "transaction; what a migration made is not."
    }
  }
}
