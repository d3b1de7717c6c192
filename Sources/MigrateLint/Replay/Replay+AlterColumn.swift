import PostgresSyntax

extension Replay {
  mutating func addColumn(
    _ command: SyntaxNode,
    to table: inout Relation,
    _ id: RelationID,
    _ pending: inout [PendingConstraint]
  ) {
    guard let column = command["def"], let added = column.string("colname") else { return }
    if command.bool("missing_ok"), let existing = table.column(added) {
      let (mark, before) = (catalog.mark(), findings)
      let wanted = column["typeName"].map { type($0) }
      catalog.rollBack(to: mark)
      findings = before
      guard let wanted, wanted != existing.type, TypeNames.serial[wanted.name] == nil else {
        return
      }
      return report(
        .hiddenDrift,
        "IF NOT EXISTS passes over the column \(added.quotedIfNeeded), which is \(existing.type), "
          + "not \(wanted)",
        at: column.location
      )
    }
    addColumn(column, to: &table, id)
    catalog[id] = table
    pending += PendingConstraint.list(of: column)
  }

  mutating func dropColumn(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ start: Int
  ) {
    let offset = text.offset(of: name, after: start)
    guard table.column(name) != nil else {
      guard command.bool("missing_ok") else {
        _ = check(column: name, of: id, table, after: start)
        return
      }
      guard !table.isOpen else { return }
      return reportMissed(
        .column(id, name),
        "table \(id) has no column \(name.quotedIfNeeded) to drop",
        at: offset
      )
    }
    catalog[id] = table
    let what = "column \(name.quotedIfNeeded) of table \(id)"
    let cascades = command.string("behavior") == "DROP_CASCADE"
    let obstacles = obstacles(toDroppingColumn: name, of: id, table)
    guard clear(obstacles, for: what, cascades: cascades, at: offset) else { return }
    table = catalog[id] ?? table
    removeColumn(name, from: &table, id)
    catalog[id] = table
  }

  mutating func alterType(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ start: Int
  ) {
    guard check(column: name, of: id, table, after: start) else { return }
    let wanted = command["def"]?["typeName"].map { type($0) }
    if let using = command["def"]?["raw_default"] { resolve(using, on: id, table) }
    let uses = uses(of: name, of: id, table)
    guard uses.isEmpty else {
      let list = uses.map(describe).sorted().joined(separator: ", ")
      return report(
        .stillNeeded,
        "the type of column \(name.quotedIfNeeded) of table \(id) cannot change: \(list) uses it",
        at: text.offset(of: name, after: start)
      )
    }
    guard let wanted else { return }
    change(name, of: &table) { $0.type = wanted }
    for constraint in table.constraints.values where constraint.columns.contains(name) {
      guard let target = constraint.target, let other = target == id ? table : catalog[target]
      else { continue }
      checkTypes(constraint, table, target, other, at: text.offset(of: name, after: start) ?? start)
    }
    for (_, entry) in catalog.dependents(of: id) {
      for constraint in entry.constraints.values
      where constraint.target == id && constraint.targetColumns.contains(name) {
        checkTypes(
          constraint,
          entry,
          id,
          table,
          at: text.offset(of: name, after: start) ?? start
        )
      }
    }
  }

  mutating func dropNotNull(
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ start: Int
  ) {
    guard check(column: name, of: id, table, after: start) else { return }
    guard table.primaryKey?.columns.contains(name) != true else {
      return report(
        .stillNeeded,
        "column \(name.quotedIfNeeded) of table \(id) is in its primary key",
        at: text.offset(of: name, after: start)
      )
    }
    guard table.column(name)?.isIdentity != true else {
      return report(
        .stillNeeded,
        "column \(name.quotedIfNeeded) of table \(id) is an identity column",
        at: text.offset(of: name, after: start)
      )
    }
    change(name, of: &table) { $0.isNotNull = false }
  }

  mutating func changeIdentity(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID
  ) {
    let isAdded = command.string("subtype") == "AT_AddIdentity"
    change(name, of: &table) { $0.isIdentity = isAdded }
    if isAdded {
      _ = makeSequence(of: name, id)
      return
    }
    let use = ColumnUse(relation: id, column: name)
    for (other, entry) in catalog.dependents(of: id) where entry.owner == use {
      catalog[other] = nil
    }
  }

  mutating func dropConstraint(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ start: Int
  ) {
    let offset = text.offset(of: name, after: start)
    guard let constraint = table.constraints[name] else {
      guard command.bool("missing_ok") else {
        _ = checkConstraint(name, of: id, table, at: offset)
        return
      }
      guard !table.isOpen, !table.hasUnknownConstraints else { return }
      return reportMissed(
        .constraint(id, name),
        "table \(id) has no constraint \(name.quotedIfNeeded)",
        at: offset
      )
    }
    catalog[id] = table
    if constraint.kind == .primaryKey || constraint.kind == .unique {
      let others = foreignKeys(to: id, on: constraint.columns, table)
      let cascades = command.string("behavior") == "DROP_CASCADE"
      let what = "constraint \(name.quotedIfNeeded) on table \(id)"
      guard clear(others, for: what, cascades: cascades, at: offset) else { return }
      table = catalog[id] ?? table
    }
    remove(.constraint(id, name))
    table.constraints[name] = nil
    catalog[id] = table
  }

  mutating func checkConstraint(
    _ name: String,
    of id: RelationID,
    _ table: Relation,
    at offset: Int?
  ) -> Bool {
    if table.constraints[name] != nil || table.isOpen || table.hasUnknownConstraints { return true }
    let fix = offset.flatMap { text.token(at: $0) }.flatMap { token in
      Spelling.nearest(to: name, among: table.constraints.keys.sorted()).map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    }
    report(
      .unknownConstraint,
      "table \(id) has no constraint \(name.quotedIfNeeded)",
      at: offset,
      fix: fix
    )
    return false
  }
}
