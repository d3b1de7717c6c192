/// What still needs an object that is dropped, and goes with it under CASCADE.
enum Obstacle: Hashable {
  case relation(RelationID)
  case constraint(RelationID, String)
  case policy(RelationID, String)
  case trigger(RelationID, String)
  case column(RelationID, String)
  case columnDefault(RelationID, String)
}

extension Replay {
  func describe(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .relation(let id): "\(catalog[id]?.kind.word ?? "relation") \(id)"
    case .constraint(let id, let name): "constraint \(name.quotedIfNeeded) on table \(id)"
    case .policy(let id, let name): "policy \(name.quotedIfNeeded) on table \(id)"
    case .trigger(let id, let name): "trigger \(name.quotedIfNeeded) on table \(id)"
    case .column(let id, let name): "column \(name.quotedIfNeeded) of table \(id)"
    case .columnDefault(let id, let name):
      "the default of column \(name.quotedIfNeeded) of table \(id)"
    }
  }

  /// Takes a dependent away, with all that depends on it.
  mutating func remove(_ obstacle: Obstacle) {
    switch obstacle {
    case .relation(let id):
      let ids = withOwned([id])
      let more = obstacles(toDropping: ids)
      erase(ids)
      for other in more { remove(other) }
    case .constraint(let id, let name):
      let index = RelationID(schema: id.schema, name: name)
      if catalog[index]?.index?.constraint == name { erase(withOwned([index])) }
      if catalog[id]?.constraints[name]?.kind == .foreignKey {
        loosenConstraint(name, of: id, onlyThere: false)
      }
      catalog[id]?.constraints[name] = nil
    case .policy(let id, let name): catalog[id]?.policies[name] = nil
    case .trigger(let id, let name):
      catalog[id]?.triggers[name] = nil
      for child in catalog.descendants(of: id)
      where catalog[child]?.triggers[name]?.isCloned == true {
        catalog[child]?.triggers[name] = nil
      }
    case .column(let id, let name):
      guard var table = catalog[id] else { return }
      let more = obstacles(toDroppingColumn: name, of: id, table)
      removeColumn(name, from: &table, id)
      catalog[id] = table
      for other in more { remove(other) }
    case .columnDefault(let id, let name):
      guard var table = catalog[id] else { return }
      change(name, of: &table) {
        $0.expression = nil
        $0.sequences = []
      }
      catalog[id] = table
    }
  }

  /// Takes relations away, and with an index the constraint that it stands for.
  mutating func erase(_ ids: Set<RelationID>) {
    for id in ids {
      if let index = catalog[id]?.index, let constraint = index.constraint {
        catalog[index.table]?.constraints[constraint] = nil
      }
      catalog[id] = nil
    }
  }

  /// Relations with what goes with them unasked: indexes, partitions, sequences of their columns.
  func withOwned(_ ids: Set<RelationID>) -> Set<RelationID> {
    var all = ids
    var open = Array(ids)
    while let id = open.popLast() {
      for (other, entry) in catalog.dependents(of: id) {
        let isOwned =
          entry.index?.table == id || entry.index?.parent == id || entry.owner?.relation == id
          || (entry.isPartition && entry.parents.contains(id))
        if isOwned, all.insert(other).inserted { open.append(other) }
      }
    }
    return all
  }

  /// What needs any of these relations and is not among them.
  func obstacles(toDropping ids: Set<RelationID>) -> [Obstacle] {
    var found: [Obstacle] = []
    for id in ids.sorted(by: { ($0.schema, $0.name) < ($1.schema, $1.name) }) {
      for (other, entry) in catalog.dependents(of: id) where !ids.contains(other) {
        if entry.parents.contains(id) || entry.readRelations.contains(id)
          || entry.reads.contains(where: { $0.relation == id })
        {
          found.append(.relation(other))
        }
        for (name, constraint) in entry.constraints where constraint.target == id {
          found.append(.constraint(other, name))
        }
        for (name, policy) in entry.policies
        where policy.readRelations.contains(id)
          || policy.uses.contains(where: { $0.relation == id })
        {
          found.append(.policy(other, name))
        }
        for column in entry.columns where column.sequences.contains(id) {
          found.append(.columnDefault(other, column.name))
        }
      }
    }
    return found
  }

  /// What needs a column and does not go with it unasked.
  func obstacles(
    toDroppingColumn name: String,
    of id: RelationID,
    _ table: Relation
  ) -> [Obstacle] {
    var found = uses(of: name, of: id, table)
    let use = ColumnUse(relation: id, column: name)
    for (sequence, entry) in catalog.dependents(of: id) where entry.owner == use {
      // It goes with the column, and other columns may count by it.
      found += obstacles(toDropping: [sequence]).filter { $0 != .columnDefault(id, name) }
    }
    for (constraintName, constraint) in table.constraints
    where constraint.target == id && constraint.targetColumns.contains(name)
      && !constraint.columns.contains(name)
    {
      found.append(.constraint(id, constraintName))
    }
    for (other, entry) in catalog.dependents(of: id) {
      for (constraintName, constraint) in entry.constraints
      where constraint.target == id && constraint.targetColumns.contains(name) {
        found.append(.constraint(other, constraintName))
      }
    }
    return found
  }

  /// The views, policies, triggers and generated columns that read a column.
  func uses(of name: String, of id: RelationID, _ table: Relation) -> [Obstacle] {
    let use = ColumnUse(relation: id, column: name)
    var found: [Obstacle] = []
    for (policy, entry) in table.policies where entry.reads.contains(name) {
      found.append(.policy(id, policy))
    }
    for (trigger, entry) in table.triggers
    where entry.columns.contains(name) || entry.reads.contains(name) {
      found.append(.trigger(id, trigger))
    }
    for column in table.columns where column.isGenerated && column.reads.contains(name) {
      found.append(.column(id, column.name))
    }
    for (other, entry) in catalog.dependents(of: id) {
      if entry.reads.contains(use) { found.append(.relation(other)) }
      for (policy, uses) in entry.policies where uses.uses.contains(use) {
        found.append(.policy(other, policy))
      }
    }
    return found
  }

  /// Foreign keys that need the unique key on some columns of a table.
  func foreignKeys(to id: RelationID, on columns: [String], _ table: Relation) -> [Obstacle] {
    let wanted = Set(columns)
    var found: [Obstacle] = []
    for (other, entry) in [(id, table)] + catalog.dependents(of: id) {
      for (name, constraint) in entry.constraints
      where constraint.target == id && Set(constraint.targetColumns) == wanted {
        found.append(.constraint(other, name))
      }
    }
    return found
  }

  /// Under CASCADE takes everything away that needs the object; else reports it.
  ///
  /// - Returns: Whether the object may go.
  mutating func clear(
    _ obstacles: [Obstacle],
    for what: String,
    cascades: Bool,
    at offset: Int?
  ) -> Bool {
    guard !obstacles.isEmpty else { return true }
    guard cascades else {
      let list = obstacles.map(describe).sorted().joined(separator: ", ")
      report(.stillNeeded, "\(what) is still used by \(list)", at: offset)
      return false
    }
    for obstacle in obstacles { remove(obstacle) }
    return true
  }

  /// Takes a column away, with the indexes and constraints of the table that need it.
  mutating func removeColumn(_ name: String, from table: inout Relation, _ id: RelationID) {
    table.columns.removeAll { $0.name == name }
    for (constraintName, constraint) in table.constraints where constraint.columns.contains(name) {
      table.constraints[constraintName] = nil
    }
    let use = ColumnUse(relation: id, column: name)
    for (other, entry) in catalog.dependents(of: id) {
      if entry.owner == use { catalog[other] = nil }
      guard let index = entry.index, index.table == id, index.reads.contains(name) else { continue }
      if let constraint = index.constraint { table.constraints[constraint] = nil }
      catalog[other] = nil
    }
  }
}
