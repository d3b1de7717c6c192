import PostgresSyntax

/// Judges the form of queries: where aggregates and window functions stand, what is grouped, how many
/// columns there are, and what a recursive query may say of itself.
struct QueryRules {
  let lookup: FunctionLookup
  let statement: StatementText
  private(set) var findings: [Finding] = []
  /// The names of WITH anywhere in the statement.
  private var common: Set<String> = []

  init(_ lookup: FunctionLookup, _ statement: StatementText) {
    self.lookup = lookup
    self.statement = statement
  }

  /// Judges every query in a statement or expression.
  mutating func check(_ root: SyntaxNode) {
    root.visit { node in
      if let name = node.string("ctename") { common.insert(name) }
      return .visitChildren
    }
    check(
      root,
      isNested: !["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt"].contains(root.kind)
    )
  }

  /// `isNested` tells whether an outer query may own the aggregates of this one.
  private mutating func check(_ node: SyntaxNode, isNested: Bool) {
    switch node.kind {
    case "SelectStmt": check(query: node, isNested: isNested)
    case "InsertStmt": check(insert: node)
    case "UpdateStmt":
      check(update: node)
      if !isNested { checkPlaces(ofChange: node) }
    case "DeleteStmt": if !isNested { checkPlaces(ofChange: node) }
    // The sides of UNION are plain objects.
    case "" where node.isField("larg") || node.isField("rarg"):
      check(query: node, isNested: isNested)
    default: break
    }
    for child in node.children {
      let isInner = isNested || node.is("SubLink") || node.bool("lateral")
      check(child, isNested: isInner)
    }
  }

  mutating func report(_ rule: Rule, _ message: String, at offset: Int?) {
    findings.append(
      statement.finding(rule, message, at: offset ?? statement.range.lowerBound)
    )
  }

  // MARK: A query

  private mutating func check(query: SyntaxNode, isNested: Bool) {
    if let with = query["withClause"] { check(with: with) }
    checkLocking(query)
    if query["larg"] != nil { return check(union: query) }
    let rows = query.list("valuesLists")
    if let first = rows.first?.elements.count,
      let other = rows.first(where: { $0.elements.count != first })
    {
      report(
        .columnCount,
        "the rows of VALUES differ in length",
        at: other.elements.first?.location
      )
    }
    let targets = query.list("targetList")
    if query.list("fromClause").isEmpty,
      let star = targets.compactMap({ $0["val"] }).first(where: \.isBareStar)
    {
      report(.notAllowedHere, "there is nothing in FROM that * could mean", at: star.location)
    }
    checkPositions(query)
    checkWindows(query)
    checkDistinct(query)
    guard !isNested else { return }
    for row in rows { refuseAll(in: row, "VALUES") }
    for (field, place) in [
      ("whereClause", "WHERE"), ("limitCount", "LIMIT"), ("limitOffset", "OFFSET"),
    ] as [(StaticString, String)] {
      if let part = query[field] { refuseAll(in: part, place) }
    }
    for part in query.list("groupClause") { refuseAll(in: part, "GROUP BY") }
    for item in query.list("fromClause") { checkJoins(item) }
    if let having = query["havingClause"] { refuseWindows(in: having, "HAVING") }
    for part in targets + query.list("sortClause") { checkNesting(part) }
    if let having = query["havingClause"] { checkNesting(having) }
    var grouping = GroupingCheck(lookup, statement, hidden: common)
    grouping.check(query)
    findings += grouping.findings
  }

  private mutating func checkJoins(_ item: SyntaxNode) {
    guard item.is("JoinExpr") else { return }
    if let condition = item["quals"] { refuseAll(in: condition, "the condition of a JOIN") }
    if let left = item["larg"] { checkJoins(left) }
    if let right = item["rarg"] { checkJoins(right) }
  }

  private mutating func checkPlaces(ofChange node: SyntaxNode) {
    if let condition = node["whereClause"] { refuseAll(in: condition, "WHERE") }
    for target in node.list("targetList") {
      if let value = target["val"] { refuseAll(in: value, "UPDATE") }
    }
    for target in node.list("returningList") { refuseAll(in: target, "RETURNING") }
  }

  // MARK: Aggregates and window functions

  private func isOnly(_ kind: FunctionSignature.Kind, _ call: SyntaxNode) -> Bool {
    guard case .found(let overloads) = lookup.find(call), !overloads.isEmpty else { return false }
    return overloads.allSatisfy { $0.kind == kind }
  }

  /// Whether a call is one of an aggregate that is not a window function's.
  func isAggregate(_ node: SyntaxNode) -> Bool {
    node.is("FuncCall") && node["over"] == nil
      && (node.bool("agg_star") || node.bool("agg_within_group") || isOnly(.aggregate, node))
  }

  private mutating func refuseAll(in part: SyntaxNode, _ place: String) {
    visitCalls(part) { rules, call in
      if call["over"] != nil {
        rules.report(
          .notAllowedHere,
          "a window function cannot stand in \(place)",
          at: call.location
        )
      } else if rules.isAggregate(call) {
        rules.report(.notAllowedHere, "an aggregate cannot stand in \(place)", at: call.location)
      }
    }
  }

  private mutating func refuseWindows(in part: SyntaxNode, _ place: String) {
    visitCalls(part) { rules, call in
      guard call["over"] != nil else { return }
      rules.report(.notAllowedHere, "a window function cannot stand in \(place)", at: call.location)
    }
  }

  /// The calls of a part that are not inside of queries of its own.
  private mutating func visitCalls(
    _ part: SyntaxNode,
    _ body: (inout QueryRules, SyntaxNode) -> Void
  ) {
    part.visit { node in
      if node.is("SubLink") { return .skipChildren }
      if node.is("FuncCall") { body(&self, node) }
      return .visitChildren
    }
  }

  /// Aggregates inside of aggregates, and what is no window function behind OVER.
  private mutating func checkNesting(_ part: SyntaxNode) {
    visitCalls(part) { rules, call in
      if let window = call["over"] {
        if rules.isOnly(.function, call) {
          rules.report(
            .wrongKind,
            "only window functions and aggregates have OVER",
            at: call.location
          )
        }
        rules.refuseWindows(in: window, "a window")
        for argument in call.list("args") {
          rules.refuseWindows(in: argument, "a window function")
        }
      } else if rules.isOnly(.window, call) {
        rules.report(.wrongKind, "a window function needs OVER", at: call.location)
      } else if rules.isAggregate(call) {
        for argument in call.list("args") { rules.refuseAll(in: argument, "an aggregate") }
        if let filter = call["agg_filter"] { rules.refuseAll(in: filter, "FILTER") }
      }
    }
  }

  // MARK: Windows

  private mutating func checkWindows(_ query: SyntaxNode) {
    var names: Set<String> = []
    for window in query.list("windowClause") {
      if let base = window.string("refname") { checkWindow(base, window, names) }
      if let name = window.string("name"), !names.insert(name).inserted {
        report(.nameTaken, "the window \(name.quotedIfNeeded) comes twice", at: window.location)
      }
    }
    for part in query.list("targetList") + query.list("sortClause") {
      visitCalls(part) { rules, call in
        guard let window = call["over"] else { return }
        guard let name = window.string("name") ?? window.string("refname") else { return }
        rules.checkWindow(name, window, names)
      }
    }
  }

  private mutating func checkWindow(_ name: String, _ window: SyntaxNode, _ known: Set<String>) {
    guard known.contains(name) else {
      return report(
        .unknownObject,
        "no window \(name.quotedIfNeeded) exists here",
        at: window.location
      )
    }
    guard window.string("refname") != nil, !window.list("partitionClause").isEmpty else { return }
    report(
      .notAllowedHere,
      "the window has the PARTITION BY of \(name.quotedIfNeeded)",
      at: window.location
    )
  }
}

extension SyntaxNode {
  /// `*` alone.
  fileprivate var isBareStar: Bool {
    self.is("ColumnRef") && list("fields").count == 1 && list("fields")[0].is("A_Star")
  }
}
