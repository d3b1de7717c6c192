/// A column that gets another name.
struct ColumnRename {
  var table: RelationID
  var old: String
  var new: String

  func callAsFunction(_ name: String) -> String { name == old ? new : name }

  func callAsFunction(_ use: ColumnUse) -> ColumnUse {
    use.relation == table ? ColumnUse(relation: table, column: self(use.column)) : use
  }
}

extension Relation {
  /// The same, where it refers to a relation that gets another name or schema.
  func renaming(_ id: RelationID, to new: RelationID) -> Relation {
    func use(_ old: ColumnUse) -> ColumnUse {
      old.relation == id ? ColumnUse(relation: new, column: old.column) : old
    }
    func relation(_ old: RelationID) -> RelationID { old == id ? new : old }
    var changed = self
    changed.reads = Set(reads.map(use))
    changed.readRelations = Set(readRelations.map(relation))
    changed.parents = parents.map(relation)
    changed.owner = owner.map(use)
    changed.index?.table = index.map { relation($0.table) } ?? id
    changed.index?.parent = index?.parent.map(relation)
    for index in columns.indices where !columns[index].sequences.isEmpty {
      changed.columns[index].sequences = Set(columns[index].sequences.map(relation))
    }
    for (name, constraint) in constraints where constraint.target == id {
      changed.constraints[name]?.target = new
    }
    for (name, policy) in policies {
      changed.policies[name] = policy.mapping {
        $0.uses = Set($0.uses.map(use))
        $0.readRelations = Set($0.readRelations.map(relation))
      }
    }
    return changed
  }

  /// The same, where it refers to a column that gets another name. `own` is which relation this is.
  func renaming(_ change: ColumnRename, of own: RelationID) -> Relation {
    var changed = self
    changed.reads = Set(reads.map { change($0) })
    changed.owner = owner.map { change($0) }
    for (name, constraint) in constraints where constraint.target == change.table {
      changed.constraints[name]?.targetColumns = constraint.targetColumns.map { change($0) }
    }
    for (name, policy) in policies {
      changed.policies[name] = policy.mapping { $0.uses = Set($0.uses.map { change($0) }) }
    }
    if var index, index.table == change.table {
      for key in index.keys.indices {
        index.keys[key].column = index.keys[key].column.map { change($0) }
      }
      index.included = index.included.map { change($0) }
      // What was written has the old name.
      if index.reads.contains(change.old) { index.writtenPredicate = nil }
      index.reads = Set(index.reads.map { change($0) })
      changed.index = index
    }
    guard own == change.table else { return changed }
    changed.partitionKey = Set(partitionKey.map { change($0) })
    changed.partitionColumns = partitionColumns.map { $0.map { change($0) } }
    changed.statistics = statistics.mapValues { Set($0.map { change($0) }) }
    for index in columns.indices {
      changed.columns[index].name = change(columns[index].name)
      changed.columns[index].reads = Set(columns[index].reads.map { change($0) })
    }
    for (name, constraint) in constraints {
      let columns = constraint.columns.map { change($0) }
      // A CHECK has no order of its own.
      let isKey = constraint.kind != .check && constraint.kind != .exclusion
      changed.constraints[name]?.columns = isKey ? columns : columns.sorted()
      if constraint.columns.contains(change.old) { changed.constraints[name]?.written = nil }
      changed.constraints[name]?.neverNull = Set(constraint.neverNull.map { change($0) })
    }
    for (name, policy) in changed.policies {
      changed.policies[name] = policy.mapping { $0.reads = Set($0.reads.map { change($0) }) }
    }
    for (name, trigger) in triggers {
      changed.triggers[name]?.columns = trigger.columns.map { change($0) }
      changed.triggers[name]?.reads = Set(trigger.reads.map { change($0) })
    }
    return changed
  }
}
