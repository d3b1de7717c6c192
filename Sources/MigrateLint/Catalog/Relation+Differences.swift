extension Relation {
  /// The table that it comes and goes with.
  var ownerTable: RelationID? { index?.table ?? owner?.relation }

  /// What differs from an earlier definition.
  func differences(
    from before: Relation,
    middle: Relation?,
    named object: String
  ) -> [Difference] {
    guard before.kind == kind else {
      return [Difference(object, "no \(before.kind.word) any more")]
    }
    var list: [Difference] = []
    func add(_ part: String, _ how: String) { list.append(Difference(object, part: part, how)) }
    for (part, how) in columnDifferences(from: before, middle: middle) { add(part, how) }
    func addParts<Part: Equatable>(
      _ word: String,
      _ before: NamedParts<Part>,
      _ after: NamedParts<Part>,
      _ how: (Part, Part) -> String
    ) {
      NamedParts.visitChanges(before, after) { name, old, new in
        guard old != new else { return }
        let part = "\(word) \(name.quotedIfNeeded)"
        guard let old, let new else {
          return add(part, "\(part) \(new == nil ? "gone" : "left over")")
        }
        add(part, "\(part) \(how(old, new))")
      }
    }
    addParts("constraint", before.constraints, constraints) { $1.change(from: $0) }
    addParts("trigger", before.triggers, triggers) { $1.change(from: $0) }
    addParts("policy", before.policies, policies) { $1.change(from: $0) }
    for (name, how) in traits.differences(from: before.traits, middle: middle?.traits) {
      add(name, how)
    }
    for id in Set(statistics.keys).union(before.statistics.keys)
      .sorted(by: RelationID.isBefore) where statistics[id] != before.statistics[id]
    {
      let how =
        statistics[id] == nil ? "gone" : before.statistics[id] == nil ? "left over" : "another one"
      add("statistics \(id)", "statistics \(id) \(how)")
    }
    if rowSecurity.isEnabled != before.rowSecurity.isEnabled {
      add("security", "row-level security \(rowSecurity.isEnabled ? "enabled" : "disabled")")
    }
    if rowSecurity.isForced != before.rowSecurity.isForced {
      add("force", "row-level security \(rowSecurity.isForced ? "forced" : "not forced")")
    }
    if index != before.index { add("definition", "another definition") }
    let isKnown = query != nil && before.query != nil
    if reads != before.reads || readRelations != before.readRelations
      || isKnown && query != before.query
    {
      add("query", "another query")
    }
    if parents != before.parents { add("parents", "other parents") }
    if let bound, let was = before.bound, bound != was { add("bound", "other bounds") }
    if owner != before.owner { add("owned by", "another owner") }
    if comment != before.comment { add("comment", "another comment") }
    return list
  }

  private func columnDifferences(
    from before: Relation,
    middle: Relation?
  ) -> [(part: String, how: String)] {
    guard columns != before.columns else { return [] }
    var list: [(String, String)] = []
    let old = Dictionary(before.columns.map { ($0.name, $0) }) { first, _ in first }
    let new = Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
    for column in before.columns where new[column.name] == nil {
      let part = "column \(column.name.quotedIfNeeded)"
      list.append((part, "\(part) gone"))
    }
    for column in columns {
      let part = "column \(column.name.quotedIfNeeded)"
      guard let before = old[column.name] else {
        list.append((part, "\(part) left over"))
        continue
      }
      guard column != before else { continue }
      list += column.differences(from: before, middle: middle?.column(column.name)).map {
        (part, $0)
      }
    }
    // A column that is added again comes last.
    let kept = columns.map(\.name).filter { old[$0] != nil }
    let expected = before.columns.map(\.name).filter { new[$0] != nil }
    guard kept != expected else { return list }
    let start = kept.indices.first { kept[$0] != expected[$0] } ?? 0
    let moved = expected[start...].prefix { !kept[..<(kept.firstIndex(of: $0) ?? 0)].isEmpty }
      .filter { name in
        let behind = expected.drop { $0 != name }.dropFirst()
        let now = kept.prefix { $0 != name }
        return behind.contains { now.contains($0) }
      }
    let names = moved.map(\.quotedIfNeeded).joined(separator: ", ")
    let word =
      moved.count == 1 ? "column \(names) behind the others" : "columns \(names) behind others"
    for name in moved.prefix(1) { list.append(("column \(name.quotedIfNeeded)", word)) }
    return list
  }
}

extension Column {
  fileprivate func differences(from before: Column, middle: Column?) -> [String] {
    let own = "column \(name.quotedIfNeeded)"
    var list: [String] = []
    if type != before.type { list.append("\(own) of type \(type), not \(before.type)") }
    if isNotNull != before.isNotNull {
      list.append("\(own) \(isNotNull ? "NOT NULL" : "nullable")")
    }
    if expression != before.expression || isGenerated != before.isGenerated
      || isIdentity != before.isIdentity
    {
      list.append("another default of \(own)")
    }
    if comment != before.comment { list.append("another comment on \(own)") }
    return list
      + traits.differences(from: before.traits, middle: middle?.traits).map { "\(own): \($0.how)" }
  }
}

extension Constraint {
  fileprivate func change(from before: Constraint) -> String {
    var rest = self
    rest.isValidated = before.isValidated
    if rest == before { return isValidated ? "validated" : "not validated" }
    rest = self
    rest.isDeferrable = before.isDeferrable
    rest.isInitiallyDeferred = before.isInitiallyDeferred
    if rest == before {
      return isDeferrable
        ? isInitiallyDeferred ? "initially deferred" : "deferrable" : "not deferrable"
    }
    rest = self
    rest.comment = before.comment
    return rest == before ? "with another comment" : "another one"
  }
}

extension Trigger {
  fileprivate func change(from before: Trigger) -> String {
    var rest = self
    rest.firing = before.firing
    if rest == before { return firing }
    rest = self
    rest.comment = before.comment
    return rest == before ? "with another comment" : "another one"
  }
}

extension Policy {
  fileprivate func change(from before: Policy) -> String {
    var rest = self
    rest.roles = before.roles
    if rest == before {
      return "for \(roles.joined(separator: ", ")), not \(before.roles.joined(separator: ", "))"
    }
    rest = self
    rest.comment = before.comment
    return rest == before ? "with another comment" : "another one"
  }
}
