import PostgresSyntax

// What a partition shares with the whole: indexes, keys, foreign keys and triggers.
extension Replay {
  /// Gives a new or attached partition what the whole has.
  mutating func equip(_ child: RelationID, from parent: RelationID) {
    guard let whole = catalog[parent] else { return }
    for id in catalog.indexes(of: parent) { spread(index: id, to: child) }
    for (name, constraint) in whole.constraints where constraint.kind == .foreignKey {
      spread(foreignKey: constraint, name, to: child)
    }
    for (name, trigger) in whole.triggers where trigger.isForEachRow {
      spread(trigger: trigger, name, to: child)
    }
  }

  /// Attaches a partition's index that is the same, or makes one under a chosen name.
  mutating func spread(index parent: RelationID, to child: RelationID) {
    guard let whole = catalog[parent]?.index, catalog[child]?.kind.isTable == true else { return }
    let constraint = whole.constraint.flatMap { catalog[whole.table]?.constraints[$0] }
    let candidate = catalog.indexes(of: child).first { other in
      guard let index = catalog[other]?.index, index.parent == nil else { return false }
      let kind = index.constraint.flatMap { catalog[child]?.constraints[$0]?.kind }
      return index.indexesTheSame(as: whole) && (constraint == nil || kind == constraint?.kind)
    }
    if let candidate {
      catalog[candidate]?.index?.parent = parent
      if let name = catalog[candidate]?.index?.constraint {
        catalog[child]?.constraints[name]?.inheritance = .fromParent
      }
      return
    }
    makeIndex(like: whole, constraint, parent, on: child)
  }

  private mutating func makeIndex(
    like whole: Index,
    _ constraint: Constraint?,
    _ parent: RelationID,
    on child: RelationID
  ) {
    if constraint?.kind == .primaryKey, catalog[child]?.primaryKey != nil {
      return report(.nameTaken, "table \(child) has a primary key already")
    }
    let name = chosenName(of: whole, constraint?.kind, on: child)
    var index = whole
    (index.table, index.parent, index.isOnlyParent) = (child, parent, false)
    index.constraint = constraint == nil ? nil : name
    makeIndex(name, index, child)
    if let constraint { catalog[child]?.constraints[name] = constraint.inherited }
    let made = RelationID(schema: child.schema, name: name)
    for grandchild in catalog.children(of: child) { spread(index: made, to: grandchild) }
  }

  /// The name that PostgreSQL chooses for the copy of an index.
  func chosenName(of index: Index, _ kind: Constraint.Kind?, on table: RelationID) -> String {
    let names = index.keys.map { $0.column ?? $0.name ?? "expr" } + index.included
    let columns = ChosenName.joined(ChosenName.unique(names))
    let label =
      switch kind {
      case .primaryKey: "pkey"
      case .exclusion: "excl"
      case nil: "idx"
      default: "key"
      }
    let isTaken = { (name: String) in
      self.catalog[RelationID(schema: table.schema, name: name)] != nil
        || kind != nil && self.catalog.hasConstraint(name, in: table.schema)
    }
    return ChosenName.make(table.name, kind == .primaryKey ? nil : columns, label, unless: isTaken)
  }

  mutating func spread(foreignKey constraint: Constraint, _ name: String, to child: RelationID) {
    guard let table = catalog[child] else { return }
    let same = table.constraints.first {
      $0.value.inheritance.parents == 0 && $0.value.demandsSame(as: constraint)
    }
    if let same {
      catalog[child]?.constraints[same.key]?.inheritance = .fromParent
      return
    }
    let columns = ChosenName.joined(constraint.columns)
    let chosen =
      table.constraints[name] == nil
      ? name
      : ChosenName.make(child.name, columns, "fkey") {
        table.constraints[$0] != nil || catalog.hasConstraint($0, in: child.schema)
      }
    catalog[child]?.constraints[chosen] = constraint.inherited
    for grandchild in catalog.children(of: child) {
      spread(foreignKey: constraint, chosen, to: grandchild)
    }
  }

  mutating func spread(trigger: Trigger, _ name: String, to child: RelationID) {
    guard catalog[child]?.triggers[name] == nil else {
      return report(.nameTaken, "table \(child) has a trigger \(name.quotedIfNeeded) already")
    }
    var copy = trigger
    copy.isCloned = true
    copy.comment = nil
    catalog[child]?.triggers[name] = copy
    for grandchild in catalog.children(of: child) {
      spread(trigger: trigger, name, to: grandchild)
    }
  }

  // MARK: ATTACH and INHERIT

  /// Makes a table that exists a child.
  mutating func addParent(_ parent: RelationID, _ whole: Relation, to child: RelationID) {
    guard var table = catalog[child] else { return }
    let isAttached = whole.kind == .partitionedTable
    guard table.kind.isTable, !table.isPartition, !isAttached || table.parents.isEmpty else {
      return report(.wrongKind, "\(child) has a parent already, or is no table")
    }
    guard !table.parents.contains(parent), child != parent,
      !catalog.descendants(of: child).contains(parent)
    else { return report(.nameTaken, "\(child) has the parent already, or is one of it") }
    for column in whole.columns { join(column, of: child, &table, isAttached) }
    if isAttached, !whole.isOpen,
      let more = table.columns.first(where: { whole.column($0.name) == nil })
    {
      report(.wrongKind, "\(parent) has no column \(more.name.quotedIfNeeded)")
    }
    for (name, check) in whole.constraints where check.kind == .check && check.isHeritable {
      guard let own = table.constraints[name], own.expression == check.expression, own.isHeritable
      else {
        if !table.isOpen {
          report(.wrongKind, "\(child) lacks the constraint \(name.quotedIfNeeded)")
        }
        continue
      }
      table.constraints[name]?.inheritance.parents += 1
      if isAttached { table.constraints[name]?.inheritance.isLocal = false }
    }
    table.parents.append(parent)
    table.isPartition = isAttached
    catalog[child] = table
    if isAttached { equip(child, from: parent) }
  }

  private mutating func join(
    _ column: Column,
    of child: RelationID,
    _ table: inout Relation,
    _ isAttached: Bool
  ) {
    guard let own = table.column(column.name) else {
      if !table.isOpen {
        report(.wrongKind, "\(child) lacks the column \(column.name.quotedIfNeeded)")
      }
      return
    }
    let shown = "column \(column.name.quotedIfNeeded) of \(child)"
    if own.type != column.type { report(.wrongKind, "\(shown) is \(own.type), not \(column.type)") }
    if column.isNotNull, !own.isNotNull { report(.wrongKind, "\(shown) must be NOT NULL") }
    if column.isGenerated != own.isGenerated {
      report(.wrongKind, "\(shown) is generated otherwise")
    }
    change(column.name, of: &table) {
      $0.inheritance.parents += 1
      if isAttached { $0.inheritance.isLocal = false }
    }
  }

  /// Makes a child a table of its own again.
  mutating func removeParent(_ parent: RelationID, from child: RelationID) {
    guard var table = catalog[child], let whole = catalog[parent] else { return }
    guard table.parents.contains(parent) else {
      return report(.wrongKind, "\(parent) is no parent of \(child)")
    }
    let wasPartition = table.isPartition
    table.parents.removeAll { $0 == parent }
    table.isPartition = false
    for index in table.columns.indices where whole.column(table.columns[index].name) != nil {
      table.columns[index].inheritance.leaveParent()
    }
    for (name, constraint) in table.constraints where constraint.inheritance.parents > 0 {
      guard wasPartition || whole.constraints[name]?.kind == .check else { continue }
      table.constraints[name]?.inheritance.leaveParent()
    }
    if wasPartition { table.triggers = table.triggers.filter { !$0.value.isCloned } }
    catalog[child] = table
    for (id, entry) in catalog.dependents(of: child)
    where entry.index?.table == child && wasPartition {
      catalog[id]?.index?.parent = nil
    }
  }
}

extension Inheritance {
  fileprivate mutating func leaveParent() {
    guard parents > 0 else { return }
    parents -= 1
    if parents == 0 { isLocal = true }
  }
}

extension Index {
  /// Whether another index can stand for this one on a partition.
  func indexesTheSame(as other: Index) -> Bool {
    method == other.method && isUnique == other.isUnique && keys == other.keys
      && included == other.included && predicate == other.predicate
  }
}
