internal import Postgres

/// One run over the steps of a plan, with the runner's lock held.
final class MigrationRun {
  let connection: Connection
  let migrator: Migrator
  let observer: (MigrationEvent) -> Void
  private(set) var digest: HistoryDigest
  let progress: [StatementProgress]
  /// The other tool's table that is kept current, if there is one.
  let mirror: Mirror?
  /// Whether the engine's tables are there. The first migration makes them, in its transaction.
  var historyExists: Bool
  private let schemaExists: Bool
  private var finished = 0
  /// The statement that is under way, counted from 1.
  private var statement = 1

  init(
    connection: Connection,
    migrator: Migrator,
    observer: @escaping (MigrationEvent) -> Void,
    greeting: Greeting,
    content: HistoryTable.Content,
    mirror: Mirror? = nil
  ) {
    self.connection = connection
    self.migrator = migrator
    self.observer = observer
    self.mirror = mirror
    digest = content.recorded
    progress = content.progress
    historyExists = greeting.historyExists
    schemaExists = greeting.schemaExists
  }

  /// A step whose file is read and found fit to run.
  struct Prepared {
    let step: Plan.Step
    let script: MigrationScript
    /// Of the `up` file, for the history.
    let checksum: MigrationChecksum

    var identifier: MigrationIdentifier { step.migration.identifier }
    var direction: MigrationEvent.Direction { step.direction == .up ? .up : .down }
  }

  /// Runs the steps in order. All files are checked before the first is run.
  func perform(_ steps: [Plan.Step]) async throws {
    for item in try steps.map(prepare) {
      guard !Task.isCancelled else {
        throw MigrateError.interrupted(at: nil, finished: finished)
      }
      try await naming(item) { () async throws in try await perform(item) }
      finished += 1
    }
  }

  /// Names the place where a run was interrupted or lost its session.
  private func naming(_ item: Prepared, _ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch PostgresError.cancelled {
      throw MigrateError.interrupted(at: place(in: item), finished: finished)
    } catch is CancellationError {
      throw MigrateError.interrupted(at: place(in: item), finished: finished)
    } catch let error as PostgresError where !connection.isOpen || error.endsSession {
      throw MigrateError.connectionLost(at: place(in: item), error, finished: finished)
    }
  }

  /// Applies files that are new or changed, each group in a transaction.
  func perform(_ groups: [[RepeatablePlan.Item]], tableExists: Bool) async throws {
    var tableExists = tableExists
    for items in groups {
      guard let first = items.first else { continue }
      guard !Task.isCancelled else {
        throw MigrateError.interrupted(at: nil, finished: finished)
      }
      let item = Prepared(first)
      let start = ContinuousClock.now
      statement = 1
      observer(.began(item.identifier, .up, statements: item.script.statements.count))
      let step = RepeatableStep(run: self, items: items, tableExists: tableExists)
      try await naming(item) { () async throws in try await step.perform() }
      tableExists = true
      for item in items {
        observer(.repeated(item.repeatable.name, duration: .now - start))
      }
    }
  }

  private func prepare(_ step: Plan.Step) throws -> Prepared {
    do {
      let file = step.direction == .up ? step.migration.up : step.migration.down
      guard let file else {
        preconditionFailure("A plan that rolls back has been made of both halves.")
      }
      return Prepared(
        step: step,
        script: try file.script(),
        checksum: try step.migration.up.checksum()
      )
    } catch let error as MigrationScriptError {
      throw MigrateError.script(error)
    }
  }

  private func perform(_ item: Prepared) async throws {
    let start = ContinuousClock.now
    statement = 1
    observer(.began(item.identifier, item.direction, statements: item.script.statements.count))
    let next = digest(after: item)
    if isStepwise(item) {
      try await StepwiseStep(run: self, item: item, next: next).perform()
    } else {
      try await TransactionalStep(run: self, item: item, next: next).perform()
    }
    digest = next
    observer(.finished(item.identifier, item.direction, duration: .now - start))
  }

  /// A migration of which a part is done goes on statement by statement, even when what is left of
  /// its mended file could run in a transaction.
  private func isStepwise(_ item: Prepared) -> Bool {
    !item.script.isTransactional || !progress(of: item).isEmpty
  }

  /// What an earlier run has done of the migration.
  func progress(of item: Prepared) -> [StatementProgress] {
    progress.filter {
      $0.version == item.identifier.version && $0.direction == item.step.direction
    }
  }

  private func digest(after item: Prepared) -> HistoryDigest {
    var next = digest
    let version = item.identifier.version
    switch item.step.direction {
    case .up: next.add(version, item.checksum)
    case .down: next.remove(version, item.step.entry?.checksum ?? item.checksum)
    }
    return next
  }
}

// MARK: - Where it stands

extension MigrationRun {
  /// Tells which statement begins.
  func begin(statement number: Int, of item: Prepared) {
    statement = number
    observer(.statement(item.identifier, number: number, of: item.script.statements.count))
  }

  private func place(in item: Prepared) -> StoppingPlace {
    StoppingPlace(
      migration: item.identifier,
      statement: statement,
      statements: item.script.statements.count,
      isRolledBack: !isStepwise(item)
    )
  }
}

// MARK: - The engine's own tables

extension MigrationRun {
  /// The statements that make the engine's tables, if they are still to be made.
  var missingTables: [SQL] {
    historyExists ? [] : HistoryTable.creation(schemaExists: schemaExists)
  }

  /// What a failed migration in a transaction leaves behind.
  var aftermathOfRollback: MigrateError.Aftermath {
    historyExists ? .rolledBack : .rolledBackWithoutHistory
  }

  /// What the end of a step changes in the engine's own tables.
  func record(_ item: Prepared, method: HistoryEntry.Method, before: Duration = .zero) -> SQL {
    switch item.step.direction {
    case .up:
      HistoryTable.insert(
        item.step.migration,
        checksum: item.checksum,
        method: method,
        toolVersion: migrator.toolVersion,
        before: before
      )
    case .down: HistoryTable.delete(item.identifier.version)
    }
  }

  /// Why the other tool's table could not be written.
  func refusal(ofMirror error: ServerError) -> any Error {
    mirror.map { MigrateError.mirrorRefused($0, error) } ?? PostgresError.server(error)
  }

  /// What the end of a step changes in the other tool's table, which knows those migrations that a
  /// squashed one stands for.
  func mirroring(_ item: Prepared) -> [SQL] {
    guard let mirror else { return [] }
    let replaced = item.step.migration.up.replaced.map(\.identifier)
    let migrations = replaced.isEmpty ? [item.identifier] : replaced
    return switch item.step.direction {
    case .up: MirrorTable.add(migrations, to: mirror)
    case .down: MirrorTable.remove(migrations.reversed(), from: mirror)
    }
  }
}

extension PostgresError {
  /// Whether the server ended the session: an administrator's command, a shutdown or a crash.
  fileprivate var endsSession: Bool {
    guard let state = sqlState else { return false }
    return state.code.hasPrefix("57P")
  }
}
