import PostgresSyntax

// What ALTER TABLE does to the children of its table.
extension Replay {
  /// Changes a column of all descendants.
  mutating func changeInherited(
    _ column: String,
    of id: RelationID,
    _ body: (inout Column) -> Void
  ) {
    for child in catalog.descendants(of: id) {
      guard var table = catalog[child] else { continue }
      change(column, of: &table, body)
      catalog[child] = table
    }
  }

  /// A new column comes to the children; one that is there already is shared from now on.
  mutating func spread(_ column: Column, of id: RelationID, at place: Int?) {
    for child in catalog.children(of: id) {
      guard var table = catalog[child] else { continue }
      if let index = table.columns.firstIndex(where: { $0.name == column.name }) {
        if table.columns[index].type != column.type {
          report(
            .wrongKind,
            "column \(column.name.quotedIfNeeded) of child \(child) is \(table.columns[index].type)",
            at: place
          )
        }
        table.columns[index].inheritance.parents += 1
        catalog[child] = table
      } else {
        table.columns.append(column.inherited)
        catalog[child] = table
        spread(column, of: child, at: place)
      }
    }
  }

  /// The descendants that lose a column with their parent: all that have it from nowhere else.
  func losingColumn(_ name: String, of id: RelationID) -> [RelationID] {
    catalog.children(of: id).flatMap { child -> [RelationID] in
      guard let column = catalog[child]?.column(name), column.inheritance == .fromParent else {
        return []
      }
      return [child] + losingColumn(name, of: child)
    }
  }

  /// After a parent lost a column: those that keep it have one parent less.
  mutating func loosenColumn(_ name: String, of id: RelationID, becomesLocal: Bool) {
    for child in catalog.children(of: id) {
      guard var table = catalog[child] else { continue }
      change(name, of: &table) {
        $0.inheritance.parents -= 1
        if becomesLocal { $0.inheritance.isLocal = true }
      }
      catalog[child] = table
    }
  }

  // MARK: Checks

  mutating func spread(
    check constraint: Constraint,
    _ name: String,
    of id: RelationID,
    at place: Int?
  ) {
    guard constraint.isHeritable else { return }
    for child in catalog.children(of: id) {
      guard let existing = catalog[child]?.constraints[name] else {
        catalog[child]?.constraints[name] = constraint.inherited
        spread(check: constraint, name, of: child, at: place)
        continue
      }
      guard existing.expression == constraint.expression, existing.isHeritable else {
        return report(
          .nameTaken,
          "the child \(child) has another constraint \(name.quotedIfNeeded)",
          at: place
        )
      }
      catalog[child]?.constraints[name]?.inheritance.parents += 1
      if !constraint.isValidated { continue }
    }
  }

  /// After a parent lost a constraint.
  mutating func loosenConstraint(_ name: String, of id: RelationID, onlyThere: Bool) {
    for child in catalog.children(of: id) {
      guard let constraint = catalog[child]?.constraints[name], constraint.inheritance.parents > 0
      else { continue }
      if onlyThere {
        catalog[child]?.constraints[name]?.inheritance.parents -= 1
        catalog[child]?.constraints[name]?.inheritance.isLocal = true
      } else if constraint.inheritance == .fromParent {
        remove(.constraint(child, name))
        loosenConstraint(name, of: child, onlyThere: false)
      } else {
        catalog[child]?.constraints[name]?.inheritance.parents -= 1
      }
    }
  }

  /// Reports a column that only its parent's table can change.
  mutating func isOwn(column name: String, of id: RelationID, _ table: Relation) -> Bool {
    guard let column = table.column(name), column.inheritance.parents > 0 else { return true }
    report(
      .wrongKind,
      "column \(name.quotedIfNeeded) of table \(id) is inherited: only the parent's can change",
      at: text.offset(of: name, after: text.range.lowerBound)
    )
    return false
  }

  /// Reports a column by which the table is divided.
  mutating func isNoKey(column name: String, of id: RelationID, _ table: Relation) -> Bool {
    guard table.partitionKey.contains(name) else { return true }
    report(
      .wrongKind,
      "column \(name.quotedIfNeeded) is in the partition key of table \(id)",
      at: text.offset(of: name, after: text.range.lowerBound)
    )
    return false
  }

  /// Reports ONLY where the children must follow.
  mutating func reachesChildren(_ target: SyntaxNode, _ id: RelationID) -> Bool {
    guard !target.bool("inh"), catalog.hasChildren(id) else { return true }
    report(.wrongKind, "the children of \(id) must change with it, so without ONLY")
    return false
  }
}
