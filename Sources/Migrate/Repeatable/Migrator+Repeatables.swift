internal import Postgres

extension Migrator {
  /// The files, read and checked.
  func loadRepeatables() throws(MigrateError) -> [Repeatable] {
    guard let repeatableDirectory else { return [] }
    do {
      return try RepeatableDirectory.load(repeatableDirectory)
    } catch {
      throw .repeatables(error)
    }
  }

  /// Whether every file was applied as it is. Without files it asks nothing.
  func areCurrent(
    _ files: [Repeatable],
    _ greeting: Greeting,
    on connection: Connection
  ) async throws -> Bool {
    guard !files.isEmpty else { return true }
    guard greeting.repeatableExists else { return false }
    return !RepeatablePlan.isNeeded(
      files,
      try await RepeatableTable(connection: connection).read(files)
    )
  }

  /// Decides what has to be applied. Takes no lock and changes nothing.
  func repeatablePlan(
    _ files: [Repeatable],
    tableExists: Bool,
    on connection: Connection
  ) async throws -> RepeatablePlan {
    let found =
      tableExists
      ? try await RepeatableTable(connection: connection).read(files) : RepeatableTable.Content()
    var order = RepeatableOrder(names: files.map(\.name))
    if let repeatableOrder, RepeatablePlan.isNeeded(files, found) {
      order = try await repeatableOrder(files)
    }
    return RepeatablePlan(
      files,
      recorded: found.entries,
      missing: found.missing,
      order: order
    )
  }

  /// Applies what is new or changed, once all migrations are applied: a file may need any of them.
  func apply(
    _ files: [Repeatable],
    after plan: Plan,
    _ greeting: Greeting,
    by run: MigrationRun,
    for outcome: inout Outcome
  ) async throws {
    let done = Set(plan.steps.map(\.migration.identifier))
    guard !files.isEmpty, plan.status.pending.allSatisfy(done.contains) else { return }
    let plan = try await repeatablePlan(
      files,
      tableExists: greeting.repeatableExists,
      on: run.connection
    )
    try await run.perform(plan.groups, tableExists: greeting.repeatableExists)
    outcome.repeatables = plan.items.map(\.repeatable.name)
    outcome.repeatableNotes = plan.notes
  }
}
