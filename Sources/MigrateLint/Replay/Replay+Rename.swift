import PostgresSyntax

extension Replay {
  mutating func rename(_ node: SyntaxNode) {
    guard let new = node.string("newname") else { return }
    switch node.string("renameType") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_INDEX",
      "OBJECT_FOREIGN_TABLE":
      renameRelation(node, to: new)
    case "OBJECT_STATISTIC_EXT": renameStatistics(node, to: new)
    case "OBJECT_COLUMN": renameColumn(node, to: new)
    case "OBJECT_TABCONSTRAINT": renameConstraint(node, to: new)
    case "OBJECT_POLICY", "OBJECT_TRIGGER": renameOfTable(node, to: new)
    case "OBJECT_TYPE", "OBJECT_DOMAIN":
      node["object"].map { moveType($0.elements, toName: new) }
    case "OBJECT_ATTRIBUTE": renameColumn(node, to: new)
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
      let kind = RoutineKind(node.string("renameType"))
      node["object"].map { moveFunction($0, kind, toName: new) }
    case "OBJECT_SCHEMA": renameSchema(node, to: new)
    case "OBJECT_DOMCONSTRAINT": renameDomainConstraint(node, to: new)
    case "OBJECT_ROLE":
      rename(.role, RelationName(schema: nil, name: node.string("subname") ?? ""), to: new)
    case "OBJECT_TABLESPACE":
      rename(.tablespace, RelationName(schema: nil, name: node.string("subname") ?? ""), to: new)
    case let type:
      guard let kind = namedKind(type), let object = node["object"] else { return }
      let parts = object.elements.isEmpty ? [object] : object.elements
      rename(kind, relationName(parts), to: new)
    }
  }

  private mutating func renameRelation(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"] else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target),
      node.string("renameType") == "OBJECT_INDEX"
        || checkKind(node.string("renameType"), of: id, entry, at: target.location)
    else { return }
    let renamed = RelationID(schema: id.schema, name: new)
    let place = text.offset(of: new, after: (target.location ?? 0) + 1)
    if let existing = catalog[renamed] {
      return report(.nameTaken, "a \(existing.kind.word) \(renamed) exists already", at: place)
    }
    if entry.kind.hasColumns { checkTypeName(renamed, at: place) }
    if let constraint = entry.index?.constraint, let table = entry.index?.table {
      var owner = catalog[table]
      guard owner?.constraints[new] == nil else {
        return report(
          .nameTaken,
          "table \(table) has a constraint \(new.quotedIfNeeded) already",
          at: place
        )
      }
      let key = owner?.constraints.removeValue(forKey: constraint)
      owner?.constraints[new] = key
      catalog[table] = owner
    }
    move(id, to: renamed)
    if entry.index?.constraint != nil { catalog[renamed]?.index?.constraint = new }
  }

  /// Gives a relation another name or schema, and tells it to all that refer to it.
  mutating func move(_ id: RelationID, to new: RelationID) {
    guard let entry = catalog[id] else { return }
    let dependents = catalog.dependents(of: id)
    catalog[id] = nil
    catalog[new] = entry.renaming(id, to: new)
    for (other, dependent) in dependents { catalog[other] = dependent.renaming(id, to: new) }
    catalog.publish(id, as: new)
    if entry.kind.hasColumns {
      renameUsers(
        ofType: TypeID(schema: id.schema, name: id.name),
        to: TypeID(schema: new.schema, name: new.name)
      )
    }
  }

  private mutating func renameColumn(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"], let old = node.string("subname") else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target) else { return }
    let start = (target.location ?? text.range.lowerBound) + 1
    guard check(column: old, of: id, entry, after: start) else { return }
    if entry.column(new) != nil || SystemColumns.names.contains(new) {
      return report(
        .nameTaken,
        "table \(id) has a column \(new.quotedIfNeeded) already",
        at: text.offset(of: new, after: start)
      )
    }
    guard isOwn(column: old, of: id, entry), reachesChildren(target, id) else { return }
    let family = [id] + catalog.descendants(of: id)
    for child in family.dropFirst() {
      guard let table = catalog[child] else { continue }
      let from = table.parents.count(where: family.contains)
      if let column = table.column(old), column.inheritance.parents > from {
        report(.wrongKind, "column \(old.quotedIfNeeded) of \(child) has another parent too")
      }
      if table.column(new) != nil {
        report(.nameTaken, "child \(child) has a column \(new.quotedIfNeeded) already")
      }
    }
    for one in family {
      let change = ColumnRename(table: one, old: old, new: new)
      catalog[one] = catalog[one]?.renaming(change, of: one)
      for (other, dependent) in catalog.dependents(of: one) {
        catalog[other] = dependent.renaming(change, of: other)
      }
    }
  }

  private mutating func renameConstraint(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"], let old = node.string("subname") else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target) else { return }
    var table = entry
    let start = (target.location ?? text.range.lowerBound) + 1
    let place = text.offset(of: new, after: start)
    guard checkConstraint(old, of: id, table, at: text.offset(of: old, after: start)),
      let constraint = table.constraints[old]
    else { return }
    guard constraint.inheritance.parents == 0 else {
      return report(.wrongKind, "constraint \(old.quotedIfNeeded) is inherited", at: place)
    }
    let isShared = constraint.kind == .check && constraint.isHeritable
    guard !isShared || reachesChildren(target, id) else { return }
    for child in catalog.descendants(of: id) where isShared {
      guard let own = catalog[child]?.constraints[old], own.inheritance.parents > 0 else {
        continue
      }
      catalog[child]?.constraints[old] = nil
      if catalog[child]?.constraints[new] != nil {
        report(.nameTaken, "the name \(new.quotedIfNeeded) is taken in \(child)", at: place)
      }
      catalog[child]?.constraints[new] = own
    }
    let (index, renamed) = (
      RelationID(schema: id.schema, name: old), RelationID(schema: id.schema, name: new)
    )
    let hasIndex = catalog[index]?.index?.constraint == old
    guard table.constraints[new] == nil, !hasIndex || catalog[renamed] == nil else {
      return report(.nameTaken, "the name \(new.quotedIfNeeded) is taken already", at: place)
    }
    table.constraints[old] = nil
    table.constraints[new] = constraint
    catalog[id] = table
    if hasIndex {
      move(index, to: renamed)
      catalog[renamed]?.index?.constraint = new
    }
  }

  private mutating func renameOfTable(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"], let old = node.string("subname") else { return }
    if passesOver(target, of: node) { return }
    guard let (id, entry) = find(target) else { return }
    var table = entry
    let isPolicy = node.string("renameType") == "OBJECT_POLICY"
    let word = isPolicy ? "policy" : "trigger"
    let exists = isPolicy ? table.policies[old] != nil : table.triggers[old] != nil
    let isTaken = isPolicy ? table.policies[new] != nil : table.triggers[new] != nil
    guard exists else {
      guard !node.bool("missing_ok"), !table.isOpen else { return }
      return report(
        isPolicy ? .unknownPolicy : .unknownTrigger,
        "table \(id) has no \(word) \(old.quotedIfNeeded)",
        at: text.offset(of: old, after: text.range.lowerBound)
      )
    }
    guard !isTaken || !isPolicy && old == new else {
      return report(
        .nameTaken,
        "table \(id) has a \(word) \(new.quotedIfNeeded) already",
        at: text.offset(of: new, after: text.range.lowerBound)
      )
    }
    if isPolicy {
      let policy = table.policies.removeValue(forKey: old)
      table.policies[new] = policy
    } else {
      let trigger = table.triggers.removeValue(forKey: old)
      guard trigger?.isCloned != true else {
        return report(.wrongKind, "the trigger \(old.quotedIfNeeded) belongs to the whole table")
      }
      table.triggers[new] = trigger
      for child in catalog.descendants(of: id)
      where catalog[child]?.triggers[old]?.isCloned == true {
        let copy = catalog[child]?.triggers[old]
        catalog[child]?.triggers[old] = nil
        catalog[child]?.triggers[new] = copy
      }
    }
    catalog[id] = table
  }
}
