import PostgresSyntax

// CREATE RULE and what speaks of rules.
extension Replay {
  mutating func createRule(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, table) = find(target),
      let name = node.string("rulename")
    else { return }
    guard table.kind.isTable || table.kind == .view else {
      return report(
        .wrongKind,
        "\(id) is a \(table.kind.word), which has no rules",
        at: target.location
      )
    }
    if table.hasRule(name), !node.bool("replace") {
      return report(
        .nameTaken,
        "\(id) has a rule \(name.quotedIfNeeded) already",
        at: text.offset(of: name, after: text.range.lowerBound)
      )
    }
    let scope = Self.rowScope(of: id, table)
    let event = node.string("event")
    for part in [node["whereClause"]].compactMap(\.self) + node.list("actions") {
      checkRows(of: part, inRuleOn: event)
      _ = resolve(part, in: [scope])
    }
    if event == "CMD_SELECT" {
      // It makes a view of a table.
      catalog[id]?.kind = .view
    }
  }

  private static func rowScope(of id: RelationID, _ table: Relation) -> Scope {
    var scope = Scope()
    scope.qualified = ["new", "old"].map { row in
      var entry = Scope.table(id, table).entries[0]
      entry.name = row
      return entry
    }
    return scope
  }

  private mutating func checkRows(of part: SyntaxNode, inRuleOn event: String?) {
    let missing: String? =
      switch event {
      case "CMD_INSERT": "old"
      case "CMD_DELETE": "new"
      default: nil
      }
    guard let missing else { return }
    part.visit { node in
      let fields = node.is("ColumnRef") ? node.list("fields") : []
      if fields.count > 1, fields[0].stringValue == missing {
        let word = missing.uppercased()
        report(.notAllowedHere, "a rule on this event has no \(word) row", at: node.location)
      }
      return .visitChildren
    }
  }

  /// Reports a rule that a relation does not have.
  @discardableResult
  mutating func checkRule(_ name: String, of id: RelationID, _ relation: Relation) -> Bool {
    let hasOwn = relation.kind == .view && name == "_RETURN"
    if relation.hasRule(name) || hasOwn || relation.isOpen { return true }
    report(
      .unknownObject,
      "\(id) has no rule \(name.quotedIfNeeded)",
      at: text.offset(of: name, after: text.range.lowerBound)
    )
    return false
  }

  /// `DROP RULE r ON t`, in whose tree the table's name comes first.
  mutating func dropRule(_ parts: [SyntaxNode], isOptional: Bool) {
    guard let rule = parts.last?.stringValue, parts.count > 1 else { return }
    let name = relationName(Array(parts.dropLast()))
    guard let (id, relation) = catalog.relation(name) else {
      guard !isOptional, !catalog.mayHold(name) else { return }
      let place = text.offset(of: name.name, after: text.range.lowerBound + 5)
      return report(
        text.unknownRelation(name, in: catalog, at: place ?? text.range.lowerBound)
      )
    }
    guard !isOptional || relation.hasRule(rule), checkRule(rule, of: id, relation) else { return }
    for trait in ["rule", "firing of rule"] {
      catalog[id]?.traits["\(trait) \(rule.quotedIfNeeded)"] = nil
    }
  }
}

extension Relation {
  /// Whether CREATE RULE made a rule of the name.
  fileprivate func hasRule(_ name: String) -> Bool {
    traits["rule \(name.quotedIfNeeded)"] != nil
  }
}
