extension Catalog {
  /// What differs from an earlier state, object by object, each in a few words. What goes with its
  /// table (indexes, sequences of its columns) is named with it only.
  func differences(since mark: Mark) -> [String] {
    let touched = touched(since: mark)
      .sorted { ($0.key.schema, $0.key.name) < ($1.key.schema, $1.key.name) }
    func isGoneOrNew(_ id: RelationID) -> Bool {
      touched.contains { $0.key == id && ($0.value == nil) != (self[id] == nil) }
    }
    var list: [String] = []
    for (id, before) in touched {
      let after = self[id]
      if let owner = (before ?? after)?.ownerTable, isGoneOrNew(owner) { continue }
      switch (before, after) {
      case (nil, let left?): list.append("\(left.kind.word) \(id) is left over")
      case (let lost?, nil): list.append("\(lost.kind.word) \(id) is gone")
      case (let before?, let after?):
        let changes = after.differences(from: before)
        guard !changes.isEmpty else { continue }
        list.append("\(after.kind.word) \(id) has " + changes.joined(separator: ", "))
      case (nil, nil): break
      }
    }
    return list + schemaDifferences(since: mark)
  }

  private func schemaDifferences(since mark: Mark) -> [String] {
    var list: [String] = []
    for name in Set(schemas.keys).symmetricDifference(mark.schemas.keys).sorted() {
      list.append(
        "schema \(name.quotedIfNeeded) is " + (schemas[name] == nil ? "gone" : "left over")
      )
    }
    for name in extensions.symmetricDifference(mark.extensions).sorted() {
      list.append(
        "extension \(name.quotedIfNeeded) is " + (extensions.contains(name) ? "left over" : "gone")
      )
    }
    let (left, lost) = (Set(objects.keys), Set(mark.objects.keys))
    for object in left.symmetricDifference(lost).sorted(by: { $0.name < $1.name })
    where !object.kind.isShared {
      list.append(
        "\(object.kind.word) \(object.name.quotedIfNeeded) is "
          + (objects[object] == nil ? "gone" : "left over")
      )
    }
    for (schema, after) in schemas.sorted(by: { $0.key < $1.key }) {
      guard let before = mark.schemas[schema], before != after else { continue }
      list += NamedDifference.list(before.types, after.types).map {
        "type \(RelationID(schema: schema, name: $0.name)) is \($0.how)"
      }
      list += NamedDifference.list(before.functions, after.functions).map {
        "function \(RelationID(schema: schema, name: $0.name)) is \($0.how)"
      }
    }
    return list
  }
}

/// A name of which two dictionaries hold different things.
struct NamedDifference {
  var name: String
  /// `left over`, `gone` or `another one`.
  var how: String

  static func list<Value: Equatable>(
    _ before: [String: Value],
    _ after: [String: Value]
  ) -> [NamedDifference] {
    Set(before.keys).union(after.keys).sorted().compactMap { name in
      let (old, new) = (before[name], after[name])
      guard old != new else { return nil }
      let how = old == nil ? "left over" : new == nil ? "gone" : "another one"
      return NamedDifference(name: name, how: how)
    }
  }
}

extension Relation {
  /// The table that it comes and goes with.
  fileprivate var ownerTable: RelationID? { index?.table ?? owner?.relation }

  /// What differs from an earlier definition, as the end of "table t has …".
  func differences(from before: Relation) -> [String] {
    guard before.kind == kind else { return ["become a \(kind.word)"] }
    var list = columnDifferences(from: before)
    let lists: [(String, [NamedDifference])] = [
      ("constraint", NamedDifference.list(before.constraints, constraints)),
      ("trigger", NamedDifference.list(before.triggers, triggers)),
      ("policy", NamedDifference.list(before.policies, policies)),
    ]
    for (word, differences) in lists {
      list += differences.map { "\(word) \($0.name.quotedIfNeeded) \($0.how)" }
    }
    if rowSecurity.isEnabled != before.rowSecurity.isEnabled {
      list.append("row-level security \(rowSecurity.isEnabled ? "enabled" : "disabled")")
    }
    if rowSecurity.isForced != before.rowSecurity.isForced {
      list.append("row-level security \(rowSecurity.isForced ? "forced" : "not forced")")
    }
    if index != before.index { list.append("another definition") }
    if reads != before.reads || readRelations != before.readRelations {
      list.append("another query")
    }
    if parents != before.parents { list.append("other parents") }
    if owner != before.owner { list.append("another owner") }
    if comment != before.comment { list.append("another comment") }
    return list
  }

  private func columnDifferences(from before: Relation) -> [String] {
    var list: [String] = []
    for column in before.columns where self.column(column.name) == nil {
      list.append("column \(column.name.quotedIfNeeded) gone")
    }
    for column in columns {
      let name = column.name.quotedIfNeeded
      guard let old = before.column(column.name) else {
        list.append("column \(name) left over")
        continue
      }
      if column.type != old.type {
        list.append("column \(name) of type \(column.type), not \(old.type)")
      }
      if column.isNotNull != old.isNotNull {
        list.append("column \(name) \(column.isNotNull ? "NOT NULL" : "nullable")")
      }
      if column.expression != old.expression || column.isGenerated != old.isGenerated
        || column.isIdentity != old.isIdentity
      {
        list.append("another default of column \(name)")
      }
      if column.comment != old.comment { list.append("another comment on column \(name)") }
    }
    let names = columns.map(\.name)
    if list.isEmpty, names != before.columns.map(\.name) {
      list.append("its columns in another order")
    }
    return list
  }
}
