import Migrate
import Postgres

/// What `up`, `down` and `redo` have in common: run a plan, tell of it, stop when asked.
struct MigrateTask {
  /// Where the migrations are.
  let directory: String
  /// Where the files are that are applied again; nil for the usual place.
  var repeatable: String?
  let database: DatabaseChoice
  var format = FormatOptions.Format.text
  var patience = LockPatience()
  var backfill = BackfillLimits()
  var allowsOutOfOrder = false
  var isDryRun = false
  var showsDetail = false
  /// Whether what the analyser knows to fail is refused before it runs.
  var isInspected = false
  /// Whether another tool's table is kept current from now on, or no more; nil leaves it as it is.
  var mirror: DualWrite?

  func run(_ goal: Plan.Goal) async throws {
    try await format.reporting { () async throws in
      let target = try await database.target()
      var migrator = MigrateOptions.migrator(in: directory, monitor: target)
      try RepeatableChoice(given: repeatable, beside: directory)
        .configure(&migrator, migrations: directory)
      migrator.patience = patience
      migrator.allowsOutOfOrder = allowsOutOfOrder
      migrator.backfill = backfill
      if isInspected {
        let inspection = StepInspection(directory: directory, target: target)
        migrator.inspect = { steps in try await inspection.check(steps) }
      }
      if isDryRun { return try await dryRun(migrator, goal, on: target) }
      try await perform(migrator, goal, on: target)
    }
  }

  private func perform(
    _ migrator: Migrator,
    _ goal: Plan.Goal,
    on target: ConnectionTarget
  ) async throws {
    let report = RunReport(format: format)
    var migrator = migrator
    if report.isLive { migrator.watch = { report.observe($0) } }
    do {
      let outcome = try await Interruption().watching { () async throws in
        try await report.showingLife { () async throws in
          let opening = MigrateOptions.opening(on: target) { report.notice($0) }
          // Both take a few milliseconds.
          let files = migrator.files(for: goal)
          let connection = try await MigrateOptions.session(opening)
          defer { connection.close() }
          try await mirror?.decide(migrator, on: connection)
          return try await migrator.apply(goal, files: files, to: connection) {
            report.observe($0)
          }
        }
      }
      report.finish(outcome, goal: goal)
    } catch let error as MigrateError {
      report.fail(error, showingDetail: showsDetail)
      throw Failure(message: "", status: error.exitStatus)
    }
  }

  private func dryRun(
    _ migrator: Migrator,
    _ goal: Plan.Goal,
    on target: ConnectionTarget
  ) async throws {
    let connection = try await MigrateOptions.session(on: target)
    defer { connection.close() }
    do {
      let prospect = try await migrator.prospect(goal, on: connection)
      try PlanReport(plan: prospect.plan, repeatables: prospect.repeatables).show(as: format)
    } catch let error as MigrateError {
      throw Failure(message: "error: \(error)", status: error.exitStatus)
    }
  }
}

extension MigrateTask {
  init(_ options: MigrateOptions, _ locks: LockOptions, _ limits: BackfillOptions) {
    directory = options.files.directory
    repeatable = options.repeatables.repeatable
    database = options.database.choice
    format = options.output.format
    patience = locks.patience
    backfill = limits.limits
  }
}

extension MigrateError {
  var exitStatus: ExitStatus {
    switch self {
    case .runnerBusy, .lockNotHad: .lockNotHad
    default: .failed
    }
  }
}
