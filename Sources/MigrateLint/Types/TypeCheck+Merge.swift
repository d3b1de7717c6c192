import PostgresSyntax

extension TypeCheck {
  /// Derives MERGE.
  mutating func check(merge node: SyntaxNode, outer: [TypedScope]) {
    guard let target = node["relation"], let source = node["sourceRelation"] else { return }
    var outer = outer
    if let with = node["withClause"] { addCommon(with, to: &outer) }
    var both = TypedScope()
    add(table: target, to: &both, outer: [])
    guard let own = both.entries.first else { return }
    var other = TypedScope()
    add(source, to: &other, outer: outer)
    both.entries += other.entries
    both.joinsUsing = other.joinsUsing
    if let condition = node["joinCondition"] {
      check(condition: condition, in: outer + [both], of: "MERGE … ON")
    }
    for clause in node.list("mergeWhenClauses") {
      let scopes = outer + [clause.bool("matched") ? both : other]
      if let condition = clause["condition"] {
        check(condition: condition, in: scopes, of: "WHEN … AND")
      }
      let items = clause.list("targetList")
      switch clause.string("commandType") {
      case "CMD_UPDATE": check(assignments: items, of: own, in: scopes)
      case "CMD_INSERT":
        let cells = clause.list("values")
        // INSERT DEFAULT VALUES has none.
        guard !cells.isEmpty else { continue }
        check(row: cells, for: items, of: own, in: scopes, at: place(of: cells[0]))
      default: break
      }
    }
  }
}
