import PostgresSyntax

extension Replay {
  mutating func rename(_ node: SyntaxNode) {
    guard let new = node.string("newname") else { return }
    switch node.string("renameType") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_INDEX",
      "OBJECT_FOREIGN_TABLE":
      renameRelation(node, to: new)
    case "OBJECT_COLUMN": renameColumn(node, to: new)
    case "OBJECT_TABCONSTRAINT": renameConstraint(node, to: new)
    case "OBJECT_POLICY", "OBJECT_TRIGGER": renameOfTable(node, to: new)
    case "OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_SCHEMA", "OBJECT_ATTRIBUTE", "OBJECT_FUNCTION",
      "OBJECT_PROCEDURE", "OBJECT_ROUTINE":
      // What uses them is not followed through the new name.
      catalog.isTainted = true
      report(.notAnalysed, "what uses the old name is not followed: later errors are warnings")
    default: break
    }
  }

  private mutating func renameRelation(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"] else { return }
    if node.bool("missing_ok"), catalog.relation(relationName(target)) == nil { return }
    guard let (id, entry) = find(target) else { return }
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
  }

  private mutating func renameColumn(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"], let old = node.string("subname") else { return }
    if node.bool("missing_ok"), catalog.relation(relationName(target)) == nil { return }
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
    let children = catalog.dependents(of: id).filter { $0.entry.parents.contains(id) }
    let change = ColumnRename(table: id, old: old, new: new)
    catalog[id] = entry.renaming(change, of: id)
    for (other, dependent) in catalog.dependents(of: id) {
      catalog[other] = dependent.renaming(change, of: other)
    }
    for (child, _) in children { catalog[child]?.isOpen = true }
  }

  private mutating func renameConstraint(_ node: SyntaxNode, to new: String) {
    guard let target = node["relation"], let old = node.string("subname") else { return }
    if node.bool("missing_ok"), catalog.relation(relationName(target)) == nil { return }
    guard let (id, entry) = find(target) else { return }
    var table = entry
    let start = (target.location ?? text.range.lowerBound) + 1
    let place = text.offset(of: new, after: start)
    guard checkConstraint(old, of: id, table, at: text.offset(of: old, after: start)),
      let constraint = table.constraints[old]
    else { return }
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
    if node.bool("missing_ok"), catalog.relation(relationName(target)) == nil { return }
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
    guard !isTaken else {
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
      table.triggers[new] = trigger
    }
    catalog[id] = table
  }
}
