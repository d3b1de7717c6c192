extension HeadRules {
  /// Constraints that others of the table imply.
  mutating func judgeRedundantConstraints(of table: JudgedTable) {
    guard !table.entry.isPartition, table.entry.parents.isEmpty else { return }
    let constraints = table.entry.constraints
      .sorted { isBefore($0.value.origin, $1.value.origin) }
      .map { NamedConstraint(name: $0.key, constraint: $0.value) }
    // The first that says something, by what it says: a table may have thousands.
    var checks: [String?: NamedConstraint] = [:]
    var foreignKeys: [Reference: NamedConstraint] = [:]
    for later in constraints {
      switch later.constraint.kind {
      case .check:
        judge(check: later, after: checks[later.constraint.expression], on: table.entry)
        if checks[later.constraint.expression] == nil {
          checks[later.constraint.expression] = later
        }
      case .foreignKey:
        guard let reference = Reference(later.constraint) else { continue }
        judge(foreignKey: later, after: foreignKeys[reference])
        if foreignKeys[reference] == nil { foreignKeys[reference] = later }
      default: break
      }
    }
    let keys = constraints.filter {
      $0.constraint.kind == .primaryKey || $0.constraint.kind == .unique
    }
    guard keys.contains(where: { $0.constraint.kind == .unique }) else { return }
    judge(keys, of: table)
  }

  /// What a foreign key's columns refer to.
  private struct Reference: Hashable {
    var target: RelationID
    var pairs: Set<[String]>

    /// Nil for what is no whole foreign key.
    init?(_ constraint: Constraint) {
      guard let target = constraint.target, !constraint.columns.isEmpty,
        constraint.columns.count == constraint.targetColumns.count
      else { return nil }
      (self.target, pairs) = (target, constraint.pairs)
    }
  }

  private struct NamedConstraint {
    var name: String
    var constraint: Constraint

    var shown: String { name.quotedIfNeeded }
  }

  private mutating func judge(
    check: NamedConstraint,
    after same: NamedConstraint?,
    on table: Relation
  ) {
    let its = check.constraint
    if let same {
      report(
        .redundantConstraint,
        "CHECK \(check.shown) says what \(same.shown) says",
        at: its.origin
      )
    } else if its.isNotNullCheck, let column = its.columns.first.flatMap({ table.column($0) }),
      column.isNotNull
    {
      report(
        .redundantConstraint,
        "CHECK \(check.shown) is redundant: column \(column.name.quotedIfNeeded) is NOT NULL",
        at: its.origin
      )
    }
  }

  private mutating func judge(foreignKey: NamedConstraint, after same: NamedConstraint?) {
    guard let same else { return }
    report(
      .redundantConstraint,
      "foreign key \(foreignKey.shown) refers to what \(same.shown) refers to: every change of a "
        + "row is checked twice",
      at: foreignKey.constraint.origin
    )
  }

  /// A unique key that holds another key's columns cannot be violated. One that a foreign key refers
  /// to must be there all the same.
  private mutating func judge(_ keys: [NamedConstraint], of table: JudgedTable) {
    let targets = targets(of: table)
    let indexes = Dictionary(
      table.indexes.compactMap { each in each.index.constraint.map { ($0, each.index) } }
    ) { first, _ in first }
    // A key that holds all columns of another one holds its first.
    var byColumn: [String: [Int]] = [:]
    for (position, key) in keys.enumerated() where !key.constraint.isDeferrable {
      if let first = key.constraint.columns.first { byColumn[first, default: []].append(position) }
    }
    for unique in keys where unique.constraint.kind == .unique {
      let its = unique.constraint
      let columns = Set(its.columns)
      guard indexes[unique.name]?.included.isEmpty != false,
        indexes[unique.name]?.nullsNotDistinct != true, !targets.contains(columns)
      else { continue }
      let candidates = columns.flatMap { byColumn[$0] ?? [] }.sorted().map { keys[$0] }
      let key = candidates.first { other in
        other.name != unique.name && columns.isSuperset(of: other.constraint.columns)
          // Of two over the same columns one stays.
          && (other.constraint.kind == .primaryKey
            || columns.count > other.constraint.columns.count
            || isBefore(other.constraint.origin, its.origin))
      }
      guard let key else { continue }
      report(
        .redundantConstraint,
        "unique key \(unique.shown) is redundant: \(key.shown) is unique over "
          + (key.constraint.columns.count < columns.count
            ? "fewer of its columns" : "the same columns"),
        at: isBefore(its.origin, key.constraint.origin) ? key.constraint.origin : its.origin
      )
    }
  }

  /// The columns of a table to which foreign keys refer.
  private func targets(of table: JudgedTable) -> Set<Set<String>> {
    var targets: Set<Set<String>> = []
    for other in [table.entry] + catalog.dependents(of: table.id).map(\.entry) {
      for constraint in other.constraints.values where constraint.target == table.id {
        targets.insert(Set(constraint.targetColumns))
      }
    }
    return targets
  }
}

extension Constraint {
  /// What a foreign key's columns refer to, whatever their order.
  var pairs: Set<[String]> { Set(zip(columns, targetColumns).map { [$0, $1] }) }
}
