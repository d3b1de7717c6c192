import PostgresSyntax

// WITH, and what a recursive query may say of itself.
extension QueryRules {
  mutating func check(with clause: SyntaxNode) {
    var names: Set<String> = []
    for item in clause.list("ctes") {
      guard let name = item.string("ctename"), let body = item["ctequery"] else { continue }
      if !names.insert(name).inserted {
        report(.nameTaken, "the name \(name.quotedIfNeeded) comes twice", at: item.location)
      }
      let aliases = item.list("aliascolnames").count
      if aliases > 0, body.is("SelectStmt"), let count = columnCount(body), count < aliases {
        report(
          .columnCount,
          "\(name.quotedIfNeeded) has \(count) columns and \(aliases) names for them",
          at: item.location
        )
      }
      if clause.bool("recursive") { checkRecursion(of: name, body, at: item.location) }
    }
  }

  private mutating func checkRecursion(of name: String, _ body: SyntaxNode, at place: Int?) {
    guard body.is("SelectStmt"), body["withClause"] == nil, references(name, in: body) > 0 else {
      return
    }
    func refuse(_ why: String) {
      report(.notAllowedHere, "the recursive query \(name.quotedIfNeeded) \(why)", at: place)
    }
    guard let left = body["larg"], let right = body["rarg"], body.string("op") == "SETOP_UNION"
    else { return refuse("needs the form first UNION [ALL] next") }
    if references(name, in: left) > 0 { return refuse("refers to itself on the left of UNION") }
    guard right["withClause"] == nil else { return }
    if references(name, in: right) > 1 { return refuse("refers to itself more than once") }
    if !body.list("sortClause").isEmpty || body["limitCount"] != nil {
      return refuse("has ORDER BY or LIMIT")
    }
    if !right.list("lockingClause").isEmpty { return refuse("locks rows") }
    guard right["larg"] == nil else { return }
    var why: String?
    right.visit { node in
      if node.is("SubLink"), references(name, in: node) > 0 {
        why = "refers to itself in a subquery"
        return .stop
      }
      if node.is("JoinExpr") {
        let type = node.string("jointype")
        let inLeft = node["larg"].map { references(name, in: $0) > 0 } == true
        let inRight = node["rarg"].map { references(name, in: $0) > 0 } == true
        if type == "JOIN_LEFT" && inRight || type == "JOIN_RIGHT" && inLeft
          || type == "JOIN_FULL"
            && (inLeft || inRight)
        {
          why = "refers to itself in an outer join"
          return .stop
        }
      }
      return .visitChildren
    }
    for target in right.list("targetList") {
      target.visit { node in
        if node.is("SubLink") { return .skipChildren }
        if isAggregate(node) { why = "has an aggregate" }
        return .visitChildren
      }
    }
    if let why { refuse(why) }
  }

  /// How often a query reads a table or query of a name. An inner WITH may give the name another
  /// meaning, and counts as none.
  private func references(_ name: String, in node: SyntaxNode) -> Int {
    var count = 0
    node.visit { part in
      if part["withClause"] != nil { return .skipChildren }
      if part.is("RangeVar") || part.isField("relation"), part.string("relname") == name,
        part.string("schemaname") == nil
      {
        count += 1
      }
      return .visitChildren
    }
    return count
  }
}
