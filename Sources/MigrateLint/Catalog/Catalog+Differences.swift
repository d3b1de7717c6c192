extension Catalog {
  /// What differs from an earlier state, object by object. What goes with its table (indexes,
  /// sequences of its columns) is named with it only.
  ///
  /// `middle` is the state between the halves of a pair, if there is one.
  func differences(since mark: Mark, middle: Mark? = nil) -> [Difference] {
    let touched = touched(since: mark)
    func isGoneOrNew(_ id: RelationID) -> Bool {
      touched[id].map { ($0 == nil) != (self[id] == nil) } ?? false
    }
    let between = middle.map { self.touched(since: $0) } ?? [:]
    var list: [Difference] = []
    for (id, before) in touched.sorted(by: { RelationID.isBefore($0.key, $1.key) }) {
      let after = self[id]
      if let owner = (before ?? after)?.ownerTable, isGoneOrNew(owner) { continue }
      switch (before, after) {
      case (nil, let left?): list.append(Difference("\(left.kind.word) \(id)", "left over"))
      case (let lost?, nil): list.append(Difference("\(lost.kind.word) \(id)", "gone"))
      case (let before?, let after?):
        list += after.differences(
          from: before,
          middle: middle == nil ? nil : between[id] ?? after,
          named: "\(after.kind.word) \(id)"
        )
      case (nil, nil): break
      }
    }
    return list + schemaDifferences(since: mark, middle) + factDifferences(since: mark, middle)
  }

  private func schemaDifferences(since mark: Mark, _ middle: Mark?) -> [Difference] {
    var list: [Difference] = []
    var changed: [(name: String, before: SchemaEntry, after: SchemaEntry)] = []
    NamedParts.visitChanges(mark.schemas, schemas) { name, before, after in
      if let before, let after { return changed.append((name, before, after)) }
      list.append(Difference("schema \(name.quotedIfNeeded)", after == nil ? "gone" : "left over"))
    }
    for name in extensions.symmetricDifference(mark.extensions).sorted() {
      let how = extensions.contains(name) ? "left over" : "gone"
      list.append(Difference("extension \(name.quotedIfNeeded)", how))
    }
    for (schema, before, after) in changed {
      list += after.differences(from: before, middle: middle?.schemas[schema], named: schema)
    }
    return list
  }

  /// Of objects that are not modelled.
  private func factDifferences(since mark: Mark, _ middle: Mark?) -> [Difference] {
    var list: [Difference] = []
    NamedParts.visitChanges(mark.facts, facts) { name, before, after in
      let wasMade = before?[Traits.definition] != nil
      guard wasMade == (after?[Traits.definition] != nil) else {
        return list.append(Difference(name, wasMade ? "gone" : "left over"))
      }
      let between = middle.map { $0.facts[name] ?? [:] }
      list += (after ?? [:]).differences(from: before ?? [:], middle: between).map {
        Difference(name, part: $0.name, $0.how)
      }
    }
    return list
  }
}

extension SchemaEntry {
  fileprivate func differences(
    from before: SchemaEntry,
    middle: SchemaEntry?,
    named schema: String
  ) -> [Difference] {
    let own = "schema \(schema.quotedIfNeeded)"
    var list = traits.differences(from: before.traits, middle: middle?.traits).map {
      Difference(own, part: $0.name, $0.how)
    }
    if comment != before.comment {
      list.append(Difference(own, part: "comment", "another comment"))
    }
    NamedParts.visitChanges(before.types, types) { name, old, new in
      let object = "type \(RelationID(schema: schema, name: name))"
      guard let old, let new else {
        return list.append(Difference(object, new == nil ? "gone" : "left over"))
      }
      list += new.differences(from: old, middle: middle?.types[name], named: object)
    }
    NamedParts.visitChanges(before.functions, functions) { name, old, new in
      list += FunctionEntry.differences(
        from: old ?? [],
        to: new ?? [],
        middle: middle.map { $0.functions[name] ?? [] },
        named: "function \(RelationID(schema: schema, name: name))"
      )
    }
    return list
  }
}

extension TypeEntry {
  fileprivate func differences(
    from before: TypeEntry,
    middle: TypeEntry?,
    named object: String
  ) -> [Difference] {
    var list: [Difference] = []
    for label in before.labels where !labels.contains(label) {
      list.append(Difference(object, part: "value \(label)", "value '\(label)' gone"))
    }
    for label in labels where !before.labels.contains(label) {
      list.append(Difference(object, part: "value \(label)", "value '\(label)' left over"))
    }
    if list.isEmpty, labels != before.labels {
      list.append(Difference(object, part: "values", "its values in another order"))
    }
    list += traits.differences(from: before.traits, middle: middle?.traits).map {
      Difference(object, part: $0.name, $0.how)
    }
    if comment != before.comment {
      list.append(Difference(object, part: "comment", "another comment"))
    }
    var rest = self
    (rest.labels, rest.traits, rest.comment) = (before.labels, before.traits, before.comment)
    rest.isConstrained = before.isConstrained
    return rest == before ? list : list + [Difference(object, "another one")]
  }
}

extension FunctionEntry {
  /// The differences between the functions of one name.
  fileprivate static func differences(
    from before: [FunctionEntry],
    to after: [FunctionEntry],
    middle: [FunctionEntry]?,
    named name: String
  ) -> [Difference] {
    let isOverloaded = before.count > 1 || after.count > 1
    func object(_ function: FunctionEntry) -> String {
      isOverloaded ? "\(name)(\(function.argumentTypes.joined(separator: ", ")))" : name
    }
    func same(_ function: FunctionEntry, in list: [FunctionEntry]) -> FunctionEntry? {
      list.first { $0.argumentTypes == function.argumentTypes }
    }
    var list = before.filter { same($0, in: after) == nil }.map { Difference(object($0), "gone") }
    for function in after {
      guard let old = same(function, in: before) else {
        list.append(Difference(object(function), "left over"))
        continue
      }
      let between = middle.map { same(function, in: $0)?.traits ?? [:] }
      list += function.differences(from: old, middle: between, named: object(function))
    }
    return list
  }

  private func differences(
    from before: FunctionEntry,
    middle: Traits?,
    named object: String
  ) -> [Difference] {
    var rest = self
    rest.takeAttributes(of: before)
    guard rest == before else { return [Difference(object, "another one")] }
    var list = traits.differences(from: before.traits, middle: middle).map {
      Difference(object, part: $0.name, $0.how)
    }
    if comment != before.comment {
      list.append(Difference(object, part: "comment", "another comment"))
    }
    return list
  }

  /// What ALTER FUNCTION and COMMENT change, all of which the traits tell by name.
  private mutating func takeAttributes(of other: FunctionEntry) {
    (traits, comment, volatility) = (other.traits, other.comment, other.volatility)
    (isSecurityDefiner, pinsSearchPath) = (other.isSecurityDefiner, other.pinsSearchPath)
    ownSearchPath = other.ownSearchPath
  }
}
