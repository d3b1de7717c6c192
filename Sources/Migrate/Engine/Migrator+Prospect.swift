public import Postgres

extension Migrator {
  /// What a run would meet.
  public struct Prospect: Sendable {
    /// What would run.
    public let plan: Plan
    /// The statements of the plan's first migration that a run which was stopped had finished, counted
    /// from 1. They would not run again.
    public let finishedStatements: Set<Int>
    /// The sessions that hold the lock of a runner of migrations.
    public let runners: [BlockingSession]
    /// What would be applied again after the migrations; nil where there are no such files, or where
    /// migrations are left that this run does not apply.
    public let repeatables: RepeatablePlan?
  }

  /// Decides what `apply` would run, and looks at what an earlier run left and whether another is at
  /// work. Takes no lock and changes nothing.
  public func prospect(
    _ goal: Plan.Goal = .head,
    files: Files? = nil,
    on connection: Connection
  ) async throws(MigrateError) -> Prospect {
    let migrations = try migrations(of: files ?? self.files(for: goal), for: goal)
    let again = try goal.rollsBack ? [] : loadRepeatables()
    return try await engineErrors { () async throws in
      let greeting = try await Greeting(from: connection)
      try greeting.checkTables()
      let table = HistoryTable(connection: connection)
      let content = greeting.historyExists ? try await table.read() : HistoryTable.Content()
      let plan = try plan(goal, migrations, content)
      let first = plan.steps.first
      let done = Set(plan.steps.map(\.migration.identifier))
      let isWhole = plan.status.pending.allSatisfy(done.contains)
      let repeatables =
        again.isEmpty || !isWhole
        ? nil
        : try await repeatablePlan(again, tableExists: greeting.repeatableExists, on: connection)
      return Prospect(
        plan: plan,
        finishedStatements: Set(
          content.progress.lazy.filter {
            $0.isFinished && $0.version == first?.migration.identifier.version
              && $0.direction == first?.direction
          }.map(\.statement)
        ),
        runners: try await RunnerLock(connection: connection).holders(),
        repeatables: repeatables
      )
    }
  }
}
