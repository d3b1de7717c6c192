internal import Logging
public import Postgres
#if canImport(System)
  public import System
#else
  public import SystemPackage
#endif

/// Brings a database to where a directory of migrations says it should be.
///
/// ```swift
/// let migrator = Migrator(directory: "db/migrations")
/// try await migrator.apply(to: connection)
/// ```
///
/// At most one runner works on a database at a time; each migration is applied once, together with
/// its row of the history, or not at all. Settings that the session was given with SET are reset;
/// put those that migrations need into the connection string. A run that is cancelled ends the
/// session.
public struct Migrator: Sendable {
  /// Where the pairs of files are.
  public var directory: FilePath
  /// How long to wait for locks and for other runners.
  public var patience = LockPatience()
  /// What the server may be burdened with while statements run in batches.
  public var backfill = BackfillLimits()
  /// Whether a file may run although a newer one is applied. Default: no, because what was tested
  /// in the files' order need not work in another.
  public var allowsOutOfOrder = false
  /// What the history records as the tool's version.
  public var toolVersion = "library"
  /// How to open a second session, by which the engine sees who blocks it. Without one it cannot
  /// name the blockers.
  public var monitor: ConnectionTarget?
  /// How statements with `-- heartly:batch` are run. Default: as the directives say.
  public var batches = BatchMode.asWritten
  /// Told what the server says of a statement that takes longer than a second, from a second session, which
  /// ``monitor`` opens then. Default: none, so that there is no second session.
  public var watch: (@Sendable (ServerProgress) -> Void)?
  /// The schema that the run is for, where a database holds many of the same kind: history and lock are
  /// then its own, in tables `heartly_migration_history`, `…_progress` and `…_state` in it. The session must
  /// have it first in its search path from the start (``Postgres/ConnectionTarget/searchPath(_:)``), because
  /// the files name no schema. Default: none, and the database has one history.
  public var schema: String?
  /// Looks at the steps with the runner's lock held, before the first of them runs. What it throws
  /// stops the run as ``MigrateError/refused(_:)``. It is not asked where a migration that was stopped
  /// in the middle is finished: a part of that is done already. Default: none.
  public var inspect: (@Sendable ([Plan.Step]) async throws -> Void)?

  /// What is run at the end of each transaction that runs statements of a migration, under the engine's
  /// own role, before they are recorded. If it fails, so does the migration. It sees what the
  /// transaction holds, such as its locks. Default: nothing.
  public var closing: SQL?
  /// Where the files are that are applied again whenever they change, after the migrations. Default: there
  /// are none.
  public var repeatableDirectory: FilePath?
  /// Tells in which order they run and what they use, where any of them has to. Default: by their names.
  public var repeatableOrder: (@Sendable ([Repeatable]) async throws -> RepeatableOrder)?

  /// Where to remember from one run to the next what many files amount to, so that files that nobody has
  /// touched need not be read to find that there is nothing to do. Default: nowhere.
  public var cacheDirectory: FilePath?
  /// How many migrations make it worth asking the server for a sum instead of its rows, and remembering
  /// the files: fewer take no time that shows.
  var worthwhile = 100

  /// Makes a migrator; touches nothing.
  public init(directory: FilePath) {
    self.directory = directory
  }

  /// What a run came to.
  public struct Outcome: Sendable {
    /// What was run, in order.
    public var steps: [Plan.Step]
    /// What is worth telling although it stopped nothing.
    public var notes: [Plan.Note]
    /// The files that were applied because they are new or changed, in order.
    public var repeatables: [String] = []
    /// What is worth telling of such files.
    public var repeatableNotes: [String] = []
  }

  /// Runs what is missing for the goal.
  ///
  /// - Parameters:
  ///   - goal: What the database should come to.
  ///   - files: The files, if they were read for this goal already.
  ///   - connection: A session with the server itself, not through a pooler, outside a transaction.
  ///   - observer: Told of each step, on the caller's executor.
  /// - Returns: What was run; nothing when the goal was reached already.
  /// - Throws: ``MigrateError``. Migrations that were finished before stay applied.
  @discardableResult
  public func apply(
    _ goal: Plan.Goal = .head,
    files: Files? = nil,
    to connection: Connection,
    observer: @escaping (MigrationEvent) -> Void = { _ in }
  ) async throws(MigrateError) -> Outcome {
    let known = files.flatMap { $0.hasBothHalves || !goal.rollsBack ? $0 : nil }
    let files = known ?? self.files(for: goal)
    try files.check()
    let repeatables = try goal.rollsBack ? [] : loadRepeatables()
    return try await engineErrors { () async throws in
      let table = HistoryTable(connection: connection)
      let greeting = try await Greeting(from: connection)
      try greeting.check(connection)
      if greeting.historyExists, case .head = goal, let summary = files.summary,
        try await table.amounts(to: summary)
      {
        remember(summary, of: files)
        if try await areCurrent(repeatables, greeting, on: connection) {
          return Outcome(steps: [], notes: [])
        }
      }
      let migrations = try self.migrations(of: files, for: goal)
      let before = greeting.historyExists ? try await table.read() : HistoryTable.Content()
      if let outcome = try nothingToDo(goal, migrations, before),
        try await areCurrent(repeatables, greeting, on: connection)
      {
        return outcome
      }
      try greeting.checkWritable()
      return try await locked(connection, observer) { () async throws in
        // Another runner may have been at work until the lock was had.
        let greeting = try await Greeting(from: connection)
        try greeting.checkTables()
        var content = greeting.historyExists ? try await table.read() : HistoryTable.Content()
        let plan = try plan(goal, migrations, content)
        try await fold(plan.status.folds, in: &content, on: connection)
        if let inspect, !plan.steps.isEmpty, content.progress.isEmpty {
          try await refusals { () async throws in try await inspect(plan.steps) }
        }
        let run = MigrationRun(
          connection: connection,
          migrator: self,
          observer: observer,
          greeting: greeting,
          content: content,
          mirror: try await plan.steps.isEmpty ? nil : MirrorTable(connection: connection).read()
        )
        try await run.perform(plan.steps)
        var outcome = Outcome(steps: plan.steps, notes: plan.notes)
        try await apply(repeatables, after: plan, greeting, by: run, for: &outcome)
        return outcome
      }
    }
  }

  /// Decides what `apply` would run, and runs nothing. Takes no lock and changes nothing.
  ///
  /// - Parameters:
  ///   - goal: What the database should come to.
  ///   - files: The files, if they were read for this goal already.
  ///   - connection: A session, which may be a pooler's.
  /// - Returns: The steps; none when the goal is reached.
  /// - Throws: ``MigrateError``.
  public func plan(
    _ goal: Plan.Goal = .head,
    files: Files? = nil,
    on connection: Connection
  ) async throws(MigrateError) -> Plan {
    try await prospect(goal, files: files, on: connection).plan
  }
}

extension Migrator {
  /// The outcome when the goal was reached before. A problem that another runner may be about to
  /// take away is none yet.
  private func nothingToDo(
    _ goal: Plan.Goal,
    _ migrations: [Migration],
    _ content: HistoryTable.Content
  ) throws -> Outcome? {
    do {
      let plan = try plan(goal, migrations, content)
      guard plan.steps.isEmpty, plan.status.folds.isEmpty else { return nil }
      return Outcome(steps: [], notes: plan.notes)
    } catch MigrateError.halfApplied {
      return nil
    }
  }

  func plan(
    _ goal: Plan.Goal,
    _ migrations: [Migration],
    _ content: HistoryTable.Content
  ) throws -> Plan {
    let plan: Plan
    do {
      plan = try Plan(
        migrations: migrations,
        history: content.entries,
        goal: goal,
        allowOutOfOrder: allowsOutOfOrder
      )
    } catch {
      // The digest shows only that something is wrong; the files name the migration.
      if let tampering = content.tampering {
        throw MigrateError.historyTampered(tampering, plan: error)
      }
      throw error
    }
    if let tampering = content.tampering { throw MigrateError.historyTampered(tampering) }
    if let error = content.halfApplied(unless: plan.steps.first) { throw error }
    return plan
  }
}

extension HistoryTable.Content {
  /// A migration that was stopped in the middle, unless it is what runs next.
  func halfApplied(unless next: Plan.Step?) -> MigrateError? {
    guard let half = progress.first,
      next?.migration.identifier.version != half.version || next?.direction != half.direction
    else { return nil }
    let finished = progress.filter { $0.version == half.version && $0.isFinished }
    return .halfApplied(half.version, direction: half.direction, finished: finished.count)
  }
}

extension Plan.Goal {
  var rollsBack: Bool {
    switch self {
    case .head, .up, .upSteps: false
    case .downSteps, .down, .redo: true
    }
  }
}
