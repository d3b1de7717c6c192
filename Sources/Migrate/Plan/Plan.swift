/// What will be run, in which order: decided from files and history alone, before anything runs.
public struct Plan: Sendable {
  /// What the database should come to.
  public enum Goal: Sendable, Hashable {
    /// Every file is applied.
    case head
    /// Every file up to this version is applied; newer ones that are applied stay.
    case up(through: MigrationVersion)
    /// So many more are applied, at least 1; fewer if there are no more.
    case upSteps(Int)
    /// So many of the newest are rolled back, at least 1; fewer if there are no more.
    case downSteps(Int)
    /// This version is the newest that is applied; `.zero` rolls everything back.
    case down(leaving: MigrationVersion)
    /// So many of the newest are rolled back and applied again, from their files as they are now.
    case redo(steps: Int)
  }

  /// One half of one migration.
  public struct Step: Sendable, Hashable {
    /// The migration.
    public let migration: Migration
    /// Which half of it runs.
    public let direction: MigrationScript.Half
    /// What the history holds of it at the time of the plan; nil before its first `up`.
    public let entry: HistoryEntry?
  }

  /// What is worth telling although it stops nothing.
  public enum Note: Sendable, Hashable {
    /// Only comments, blanks or the case of unquoted words of an applied file changed.
    case commentsChanged(MigrationIdentifier)
    /// A migration is rolled back whose `up` changed since; its `down` may not fit what was applied.
    case changedRolledBack(MigrationIdentifier)
    /// A migration runs although a newer one is applied, as was allowed.
    case outOfOrder(MigrationIdentifier)
    /// A squashed migration stands for so many that were applied, and takes their place in the history.
    case folded(MigrationIdentifier, count: Int)
  }

  /// The goal that the plan reaches.
  public let goal: Goal
  /// What runs, in order; empty when there is nothing to do.
  public let steps: [Step]
  /// What is worth telling.
  public let notes: [Note]
  /// Files and history as they were compared.
  public let status: MigrationStatus

  /// Decides what to run. Versions alone make the order, ascending for `up` and descending for
  /// `down`, whenever a migration was applied.
  ///
  /// A changed file is refused wherever it stays applied. Where it is rolled back, it is a note: in
  /// development, changing the newest migration and running `redo` is the ordinary way.
  ///
  /// - Parameters:
  ///   - migrations: The files. For a rollback they must have been loaded with both halves.
  ///   - history: All rows of the history, in any order.
  ///   - goal: What the database should come to.
  ///   - allowOutOfOrder: Whether a file may run although a newer one is applied.
  /// - Throws: Every problem that stands in the way.
  public init(
    migrations: [Migration],
    history: [HistoryEntry],
    goal: Goal = .head,
    allowOutOfOrder: Bool = false
  ) throws(PlanError) {
    let status = MigrationStatus(migrations: migrations, history: history)
    var planner = Planner(status: status, allowOutOfOrder: allowOutOfOrder)
    planner.plan(goal)
    guard planner.problems.isEmpty else { throw PlanError(problems: planner.problems) }
    self.goal = goal
    self.status = status
    steps = planner.steps
    notes =
      status.folds.map { .folded($0.migration.identifier, count: $0.replaced.count) }
      + planner.notes
  }
}

extension Plan.Note: CustomStringConvertible {
  /// What happened and what follows from it.
  public var description: String {
    switch self {
    case .commentsChanged(let migration):
      "\(migration): comments or blanks changed since it was applied; its statements did not"
    case .changedRolledBack(let migration):
      "\(migration): its up file changed since it was applied; its down file may not undo what was"
    case .outOfOrder(let migration):
      "\(migration): runs out of order, after newer migrations, as allowed"
    case .folded(let migration, let count):
      "\(migration): is applied, for it replaces \(count) migrations that are; the history has its row "
        + "instead of theirs from now on"
    }
  }
}
