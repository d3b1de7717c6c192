import PostgresSyntax

// What a table gets from its parents when it is made.
extension Replay {
  mutating func inherit(_ node: SyntaxNode, into table: inout Relation, _ own: RelationID) {
    table.isPartition = node["partbound"] != nil
    table.isDefaultPartition = node["partbound"]?.bool("is_default") == true
    for parent in node.list("inhRelations") {
      guard let (id, entry) = find(parent) else {
        table.isOpen = true
        continue
      }
      guard entry.kind.isTable, (entry.kind == .partitionedTable) == table.isPartition,
        !entry.isPartition || table.isPartition
      else {
        let what = entry.isPartition ? "a partition" : "a \(entry.kind.word)"
        report(.wrongKind, "\(id) is \(what), and cannot be the parent", at: parent.location)
        continue
      }
      guard id.schema != "pg_temp" || own.schema == "pg_temp" else {
        report(.wrongKind, "\(id) is temporary, and \(own) is not", at: parent.location)
        continue
      }
      guard !table.parents.contains(id) else {
        report(.nameTaken, "the parent \(id) comes twice", at: parent.location)
        continue
      }
      table.parents.append(id)
      table.isOpen = table.isOpen || entry.isOpen
      for column in entry.columns { inherit(column, into: &table, at: parent.location) }
      for (name, constraint) in entry.constraints
      where constraint.kind == .check && constraint.isHeritable {
        inherit(constraint, name, into: &table, at: parent.location)
      }
    }
  }

  private mutating func inherit(_ column: Column, into table: inout Relation, at place: Int?) {
    guard let index = table.columns.firstIndex(where: { $0.name == column.name }) else {
      return table.columns.append(column.inherited)
    }
    if table.columns[index].type != column.type {
      report(.wrongKind, "column \(column.name.quotedIfNeeded) has two types", at: place)
    }
    table.columns[index].inheritance.parents += 1
    table.columns[index].isNotNull = table.columns[index].isNotNull || column.isNotNull
  }

  private mutating func inherit(
    _ constraint: Constraint,
    _ name: String,
    into table: inout Relation,
    at place: Int?
  ) {
    guard let existing = table.constraints[name] else {
      table.constraints[name] = constraint.inherited
      table.constraints[name]?.isValidated = true
      return
    }
    guard existing.expression == constraint.expression else {
      return report(.nameTaken, "the constraint \(name.quotedIfNeeded) comes twice", at: place)
    }
    table.constraints[name]?.inheritance.parents += 1
  }

  /// A column that both the parent and the table's own definition name.
  ///
  /// - Returns: Whether the definition was one of those.
  mutating func merge(_ node: SyntaxNode, into table: inout Relation) -> Bool {
    guard let name = node.string("colname"),
      let index = table.columns.firstIndex(where: { $0.name == name }),
      !table.columns[index].inheritance.isLocal
    else { return false }
    // A partition's list names columns only to give them defaults and constraints.
    guard let typeName = node["typeName"] else { return true }
    let wanted = type(typeName)
    table.columns[index].inheritance.isLocal = true
    guard wanted != table.columns[index].type, !table.isOpen else { return true }
    report(
      .wrongKind,
      "column \(name.quotedIfNeeded) is \(table.columns[index].type) in the parent, not \(wanted)",
      at: node.location
    )
    return true
  }
}

extension Column {
  /// The same as a child gets it.
  var inherited: Column {
    var copy = self
    copy.inheritance = .fromParent
    copy.isIdentity = false
    copy.traits = [:]
    copy.comment = nil
    return copy
  }
}

extension Constraint {
  /// The same as a child gets it.
  var inherited: Constraint {
    var copy = self
    copy.inheritance = .fromParent
    copy.comment = nil
    return copy
  }
}

extension Catalog {
  /// The children, their children and so on.
  func descendants(of id: RelationID) -> [RelationID] {
    var (all, seen): ([RelationID], Set<RelationID>) = ([], [])
    func add(_ children: [RelationID]) {
      for child in children where seen.insert(child).inserted {
        all.append(child)
        add(self.children(of: child))
      }
    }
    add(children(of: id))
    return all
  }
}
