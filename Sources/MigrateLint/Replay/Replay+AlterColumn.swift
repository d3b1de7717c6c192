import PostgresSyntax

extension Replay {
  mutating func addColumn(
    _ command: SyntaxNode,
    to table: inout Relation,
    _ id: RelationID,
    _ target: SyntaxNode,
    _ pending: inout [PendingConstraint]
  ) {
    guard let column = command["def"], let added = column.string("colname") else { return }
    guard !table.isPartition else {
      return report(.wrongKind, "\(id) is a partition: columns are added to the whole")
    }
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
    guard reachesChildren(target, id) else { return }
    addColumn(column, to: &table, id)
    let constraints = PendingConstraint.list(of: column)
    for constraint in constraints { addAttribute(constraint, to: &table, id) }
    catalog[id] = table
    pending += constraints.filter { !$0.isAttribute }
    guard let made = table.column(added), target.bool("inh") else { return }
    guard !made.isIdentity || !catalog.hasChildren(id) else {
      return report(.wrongKind, "an identity column cannot come to the children of \(id)")
    }
    spread(made, of: id, at: column.location)
  }

  mutating func dropColumn(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ target: SyntaxNode
  ) {
    let start = (target.location ?? text.range.lowerBound) + 1
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
    guard isOwn(column: name, of: id, table), isNoKey(column: name, of: id, table),
      table.kind != .partitionedTable || reachesChildren(target, id)
    else { return }
    catalog[id] = table
    let what = "column \(name.quotedIfNeeded) of table \(id)"
    let cascades = command.string("behavior") == "DROP_CASCADE"
    let others = target.bool("inh") ? losingColumn(name, of: id) : []
    var obstacles = obstacles(toDroppingColumn: name, of: id, table)
    for other in others {
      guard let entry = catalog[other] else { continue }
      guard isNoKey(column: name, of: other, entry) else { return }
      obstacles += self.obstacles(toDroppingColumn: name, of: other, entry)
    }
    guard clear(obstacles, for: what, cascades: cascades, at: offset) else { return }
    for one in [id] + others { loosenColumn(name, of: one, becomesLocal: !target.bool("inh")) }
    for one in [id] + others {
      guard var entry = catalog[one] else { continue }
      removeColumn(name, from: &entry, one)
      catalog[one] = entry
    }
    table = catalog[id] ?? table
  }

  mutating func alterType(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ target: SyntaxNode
  ) {
    let start = (target.location ?? text.range.lowerBound) + 1
    guard check(column: name, of: id, table, after: start),
      isOwn(column: name, of: id, table), isNoKey(column: name, of: id, table),
      reachesChildren(target, id)
    else { return }
    let wanted = command["def"]?["typeName"].map { type($0) }
    if let collation = command["def"]?["collClause"] { checkCollation(collation) }
    if let using = command["def"]?["raw_default"] {
      resolve(using, on: id, table, wanted: .type(wanted, "column \(name.quotedIfNeeded)"))
    }
    let uses =
      uses(of: name, of: id, table)
      + catalog.descendants(of: id).flatMap { child in
        catalog[child].map { self.uses(of: name, of: child, $0) } ?? []
      }
    guard uses.isEmpty else {
      let list = uses.map(describe).sorted().joined(separator: ", ")
      return report(
        .stillNeeded,
        "the type of column \(name.quotedIfNeeded) of table \(id) cannot change: \(list) uses it",
        at: text.offset(of: name, after: start)
      )
    }
    guard let wanted,
      checkConversion(of: name, table, id, to: wanted, command["def"], at: start)
    else { return }
    let collation = command["def"]?["collClause"]?.collationName
    func retype(_ column: inout Column) { (column.type, column.collation) = (wanted, collation) }
    change(name, of: &table, retype)
    changeInherited(name, of: id, retype)
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
    _ target: SyntaxNode
  ) {
    let start = (target.location ?? text.range.lowerBound) + 1
    guard check(column: name, of: id, table, after: start),
      table.kind != .partitionedTable || reachesChildren(target, id)
    else { return }
    let isHeld =
      table.isPartition
      && table.parents.contains {
        catalog[$0]?.column(name)?.isNotNull == true
      }
    guard !isHeld else {
      return report(
        .stillNeeded,
        "column \(name.quotedIfNeeded) of table \(id) is NOT NULL in the whole",
        at: text.offset(of: name, after: start)
      )
    }
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
    guard target.bool("inh") else { return }
    for child in catalog.descendants(of: id)
    where catalog[child]?.primaryKey?.columns.contains(name) == true {
      report(.stillNeeded, "column \(name.quotedIfNeeded) of child \(child) is in its primary key")
    }
    changeInherited(name, of: id) { $0.isNotNull = false }
  }

  mutating func changeIdentity(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID
  ) {
    guard let column = table.column(name) else { return }
    let what = "column \(name.quotedIfNeeded) of table \(id)"
    let place = text.offset(of: name, after: text.range.lowerBound)
    switch command.string("subtype") {
    case "AT_AddIdentity":
      guard !column.isIdentity else {
        return report(.wrongKind, "\(what) is an identity column already", at: place)
      }
      guard column.isNotNull, column.expression == nil else {
        let why = column.isNotNull ? "has a default" : "is not declared NOT NULL"
        return report(.wrongKind, "\(what) cannot become an identity: it \(why)", at: place)
      }
      change(name, of: &table) { $0.isIdentity = true }
      _ = makeSequence(of: name, id)
    case "AT_DropIdentity":
      guard column.isIdentity else {
        guard !command.bool("missing_ok") else { return }
        return report(.wrongKind, "\(what) is no identity column", at: place)
      }
      change(name, of: &table) { $0.isIdentity = false }
      let use = ColumnUse(relation: id, column: name)
      for (other, entry) in catalog.dependents(of: id) where entry.owner == use {
        catalog[other] = nil
      }
    case "AT_DropExpression":
      guard column.isGenerated else {
        guard !command.bool("missing_ok") else { return }
        return report(.wrongKind, "\(what) is not generated", at: place)
      }
      change(name, of: &table) {
        $0.isGenerated = false
        $0.expression = nil
        $0.reads = []
      }
    default:
      guard !column.isIdentity else {
        return change(name, of: &table) { $0.isAlwaysIdentity = nil }
      }
      report(.wrongKind, "\(what) is no identity column", at: place)
    }
  }

  mutating func dropConstraint(
    _ command: SyntaxNode,
    _ name: String,
    of table: inout Relation,
    _ id: RelationID,
    _ target: SyntaxNode
  ) {
    let start = (target.location ?? text.range.lowerBound) + 1
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
    guard constraint.inheritance.parents == 0 else {
      return report(
        .wrongKind,
        "constraint \(name.quotedIfNeeded) of table \(id) is inherited: only the parent's can go",
        at: offset
      )
    }
    guard table.kind != .partitionedTable || reachesChildren(target, id) else { return }
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
    if constraint.kind == .check {
      loosenConstraint(name, of: id, onlyThere: !target.bool("inh"))
    }
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
