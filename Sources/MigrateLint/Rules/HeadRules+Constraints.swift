extension HeadRules {
  /// Constraints that others of the table imply.
  mutating func judgeRedundantConstraints(of table: JudgedTable) {
    guard !table.entry.isPartition, table.entry.parents.isEmpty else { return }
    let constraints = table.entry.constraints
      .sorted { isBefore($0.value.origin, $1.value.origin) }
      .map { NamedConstraint(name: $0.key, constraint: $0.value) }
    for (position, later) in constraints.enumerated() {
      let earlier = constraints[..<position]
      switch later.constraint.kind {
      case .check: judge(check: later, after: earlier, on: table.entry)
      case .foreignKey: judge(foreignKey: later, after: earlier)
      default: break
      }
    }
    for unique in constraints where unique.constraint.kind == .unique {
      judge(unique, among: constraints, of: table)
    }
  }

  private struct NamedConstraint {
    var name: String
    var constraint: Constraint

    var shown: String { name.quotedIfNeeded }
  }

  private mutating func judge(
    check: NamedConstraint,
    after earlier: ArraySlice<NamedConstraint>,
    on table: Relation
  ) {
    let its = check.constraint
    let same = earlier.first {
      $0.constraint.kind == .check && $0.constraint.expression == its.expression
    }
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

  private mutating func judge(
    foreignKey: NamedConstraint,
    after earlier: ArraySlice<NamedConstraint>
  ) {
    let its = foreignKey.constraint
    guard let target = its.target, !its.columns.isEmpty,
      its.columns.count == its.targetColumns.count
    else { return }
    let same = earlier.first { other in
      other.constraint.kind == .foreignKey && other.constraint.target == target
        && other.constraint.pairs == its.pairs
    }
    guard let same else { return }
    report(
      .redundantConstraint,
      "foreign key \(foreignKey.shown) refers to what \(same.shown) refers to: every change of a "
        + "row is checked twice",
      at: its.origin
    )
  }

  /// A unique key that holds another key's columns cannot be violated. One that a foreign key refers
  /// to must be there all the same.
  private mutating func judge(
    _ unique: NamedConstraint,
    among constraints: [NamedConstraint],
    of table: JudgedTable
  ) {
    let its = unique.constraint
    let index = table.indexes.first { $0.index.constraint == unique.name }?.index
    guard index?.included.isEmpty != false, index?.nullsNotDistinct != true,
      !isTarget(its.columns, of: table.id)
    else { return }
    let columns = Set(its.columns)
    let key = constraints.first { other in
      (other.constraint.kind == .primaryKey || other.constraint.kind == .unique)
        && other.name != unique.name && !other.constraint.isDeferrable
        && !other.constraint.columns.isEmpty && columns.isSuperset(of: other.constraint.columns)
        // Of two over the same columns one stays.
        && (other.constraint.kind == .primaryKey || columns.count > other.constraint.columns.count
          || isBefore(other.constraint.origin, its.origin))
    }
    guard let key else { return }
    report(
      .redundantConstraint,
      "unique key \(unique.shown) is redundant: \(key.shown) is unique over "
        + (key.constraint.columns.count < columns.count
          ? "fewer of its columns" : "the same columns"),
      at: isBefore(its.origin, key.constraint.origin) ? key.constraint.origin : its.origin
    )
  }

  private func isTarget(_ columns: [String], of id: RelationID) -> Bool {
    let wanted = Set(columns)
    return ([id] + catalog.dependents(of: id).map(\.id)).contains { other in
      catalog[other]?.constraints.values.contains {
        $0.target == id && Set($0.targetColumns) == wanted
      } == true
    }
  }
}

extension Constraint {
  /// What a foreign key's columns refer to, whatever their order.
  var pairs: Set<[String]> { Set(zip(columns, targetColumns).map { [$0, $1] }) }
}
