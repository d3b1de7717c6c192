/// Collects the steps, notes and problems of one plan.
struct Planner {
  private let rows: [MigrationStatus.Row]
  private let allowOutOfOrder: Bool
  private(set) var steps: [Plan.Step] = []
  private(set) var notes: [Plan.Note] = []
  private(set) var problems: [PlanProblem] = []

  init(status: MigrationStatus, allowOutOfOrder: Bool) {
    rows = status.rows
    self.allowOutOfOrder = allowOutOfOrder
  }

  mutating func plan(_ goal: Plan.Goal) {
    switch goal {
    case .head:
      addUps(pending)
    case .up(let version):
      guard checkKnown(version) else { return }
      addUps(pending.filter { $0.identifier.version <= version })
    case .upSteps(let count):
      guard check(count) else { return }
      addUps(Array(pending.prefix(count)))
    case .downSteps(let count):
      guard check(count) else { return }
      addDowns(Array(applied.suffix(count)))
    case .down(let version):
      guard checkApplied(version) else { return }
      addDowns(applied.filter { $0.identifier.version > version })
    case .redo(let count):
      guard check(count) else { return }
      let rows = Array(applied.suffix(count))
      addDowns(rows)
      steps += rows.compactMap { row in
        row.migration.map { Plan.Step(migration: $0, direction: .up, entry: row.entry) }
      }
    }
  }

  private var pending: [MigrationStatus.Row] { rows.filter { !$0.isApplied } }
  private var applied: [MigrationStatus.Row] { rows.filter(\.isApplied) }
}

// MARK: - Steps

extension Planner {
  private mutating func addUps(_ chosen: [MigrationStatus.Row]) {
    let late = pending.filter { !$0.problems.isEmpty }.map(\.identifier)
    if !allowOutOfOrder, !late.isEmpty,
      let newest = rows.last(where: \.isApplied)?.identifier.version
    {
      problems.append(.outOfOrder(late, newestApplied: newest))
    }
    collectProblems(except: [])
    for row in chosen {
      guard let migration = row.migration else { continue }
      if !row.problems.isEmpty { notes.append(.outOfOrder(row.identifier)) }
      steps.append(Plan.Step(migration: migration, direction: .up, entry: nil))
    }
  }

  /// Plans the rollback of rows in ascending order. A pending file among them is no obstacle.
  private mutating func addDowns(_ chosen: [MigrationStatus.Row]) {
    collectProblems(except: Set(chosen.map(\.identifier)))
    for row in chosen.reversed() {
      guard let migration = row.migration else { continue }
      if row.difference == .statements { notes.append(.changedRolledBack(row.identifier)) }
      checkReversible(migration)
      steps.append(Plan.Step(migration: migration, direction: .down, entry: row.entry))
    }
  }

  /// What is wrong with applied migrations. Those that are rolled back may have changed.
  private mutating func collectProblems(except rolledBack: Set<MigrationIdentifier>) {
    var newer: [MigrationIdentifier] = []
    for row in rows where row.isApplied {
      if row.difference == .commentsOnly { notes.append(.commentsChanged(row.identifier)) }
      for problem in row.problems {
        switch problem {
        case .databaseNewer: newer.append(row.identifier)
        case .changed where rolledBack.contains(row.identifier): break
        default: problems.append(problem)
        }
      }
    }
    guard !newer.isEmpty else { return }
    let newestFile = rows.last { $0.migration != nil }?.identifier.version
    problems.append(.databaseNewer(newer, newestFile: newestFile))
  }

  private mutating func checkReversible(_ migration: Migration) {
    guard let down = migration.down else {
      preconditionFailure("A rollback needs migrations that were loaded with both halves.")
    }
    do {
      if let reason = try down.script().irreversibleReason {
        problems.append(.irreversible(migration.identifier, reason: reason))
      }
    } catch {
      problems.append(.unusableDown(migration.identifier, error))
    }
  }
}

// MARK: - Goals

extension Planner {
  private mutating func check(_ steps: Int) -> Bool {
    if steps < 1 { problems.append(.invalidSteps(steps)) }
    return steps >= 1
  }

  private mutating func checkKnown(_ version: MigrationVersion) -> Bool {
    if rows.contains(where: { $0.identifier.version == version }) { return true }
    problems.append(.unknownTarget(version))
    return false
  }

  private mutating func checkApplied(_ version: MigrationVersion) -> Bool {
    if version == .zero { return true }
    guard let row = rows.first(where: { $0.identifier.version == version }) else {
      problems.append(.unknownTarget(version))
      return false
    }
    if !row.isApplied { problems.append(.targetNotApplied(row.identifier)) }
    return row.isApplied
  }
}
