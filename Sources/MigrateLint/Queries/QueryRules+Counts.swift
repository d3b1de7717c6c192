import PostgresSyntax

// How many columns a query has, and which of them a number means.
extension QueryRules {
  /// The number of columns of a query; nil where a star hides it.
  func columnCount(_ query: SyntaxNode) -> Int? {
    if let left = query["larg"] { return columnCount(left) }
    if let row = query.list("valuesLists").first { return row.elements.count }
    guard query.is("SelectStmt") || query.isField("larg") || query.isField("rarg") else {
      return nil
    }
    let targets = query.list("targetList")
    for target in targets {
      guard let value = target["val"] else { return nil }
      let last = value.list("fields").last ?? value.list("indirection").last
      if last?.is("A_Star") == true { return nil }
    }
    return targets.count
  }

  mutating func check(union query: SyntaxNode) {
    if let left = query["larg"].flatMap(columnCount),
      let right = query["rarg"].flatMap(columnCount),
      left != right
    {
      let place = query["rarg"]?.list("targetList").first?.location
      report(.columnCount, "one side has \(left) columns and the other \(right)", at: place)
    }
    checkPositions(query)
    for item in query.list("sortClause").compactMap({ $0["node"] })
    where ["FuncCall", "A_Expr", "TypeCast", "CaseExpr", "CoalesceExpr"].contains(item.kind) {
      report(
        .notAllowedHere,
        "the rows of UNION, INTERSECT and EXCEPT are ordered by columns alone",
        at: item.location
      )
    }
  }

  /// ORDER BY, GROUP BY and DISTINCT ON a number.
  mutating func checkPositions(_ query: SyntaxNode) {
    let count = columnCount(query)
    let sorted = query.list("sortClause").compactMap { $0["node"] }
    for item in sorted + query.list("groupClause") + query.list("distinctClause") {
      guard item.is("A_Const"), let position = item["ival"]?.intValue,
        position < 1 || position > count ?? .max
      else { continue }
      report(.notAllowedHere, "there is no column at this position", at: item.location)
    }
  }

  mutating func checkLocking(_ query: SyntaxNode) {
    guard let locking = query.list("lockingClause").first else { return }
    var hasAggregate = false
    for target in query.list("targetList") {
      target.visit { node in
        if node.is("SubLink") { return .skipChildren }
        if isAggregate(node) { hasAggregate = true }
        return .visitChildren
      }
    }
    let why: String? =
      if query["larg"] != nil {
        "UNION, INTERSECT and EXCEPT"
      } else if !query.list("distinctClause").isEmpty {
        "DISTINCT"
      } else if !query.list("groupClause").isEmpty {
        "GROUP BY"
      } else if query["havingClause"] != nil {
        "HAVING"
      } else if hasAggregate {
        "aggregates"
      } else {
        nil
      }
    if let why {
      let place = statement.offset(of: "for", after: statement.range.lowerBound)
      return report(.notAllowedHere, "a query with \(why) locks no rows", at: place)
    }
    var names: Set<String> = []
    for item in query.list("fromClause") { addNames(of: item, to: &names) }
    for target in locking.list("lockedRels") {
      guard let name = target.string("relname"), !names.contains(name) else { continue }
      report(.unknownTable, "no table \(name.quotedIfNeeded) is in FROM", at: target.location)
    }
  }

  private func addNames(of item: SyntaxNode, to names: inout Set<String>) {
    if let alias = item["alias"]?.string("aliasname") { names.insert(alias) }
    if item.is("RangeVar"), item["alias"] == nil, let name = item.string("relname") {
      names.insert(name)
    }
    for part in [item["larg"], item["rarg"], item["relation"]].compactMap(\.self) {
      addNames(of: part, to: &names)
    }
  }

  // MARK: Changes of rows

  mutating func check(insert node: SyntaxNode) {
    guard let query = node["selectStmt"], let given = columnCount(query) else { return }
    let columns = node.list("cols")
    let place =
      query.list("valuesLists").first?.elements.first?.location
      ?? query.list("targetList").first?.location
    if !columns.isEmpty {
      guard given != columns.count else { return }
      return report(
        .columnCount,
        "INSERT has \(columns.count) columns and \(given) values",
        at: place
      )
    }
    guard let target = node["relation"] else { return }
    let name = RelationName(
      schema: target.string("schemaname"),
      name: target.string("relname") ?? ""
    )
    guard let (id, table) = lookup.catalog.relation(name), !table.isOpen,
      given > table.columns.count
    else { return }
    report(
      .columnCount,
      "INSERT has \(given) values, and \(id) \(table.columns.count) columns",
      at: place
    )
  }

  mutating func check(update node: SyntaxNode) {
    var seen: Set<String> = []
    for target in node.list("targetList") {
      if let name = target.string("name"), target.list("indirection").isEmpty,
        !seen.insert(name).inserted
      {
        report(.nameTaken, "column \(name.quotedIfNeeded) is set twice", at: target.location)
      }
      guard let several = target["val"], several.is("MultiAssignRef"),
        several.int("colno") == 1, let source = several["source"]
      else { continue }
      let given: Int? =
        source.is("SubLink")
        ? source["subselect"].flatMap(columnCount)
        : source.is("RowExpr") ? rowCount(source) : nil
      if let given, let wanted = several.int("ncolumns"), given != wanted {
        report(.columnCount, "\(wanted) columns are set to \(given) values", at: target.location)
      }
    }
  }

  private func rowCount(_ row: SyntaxNode) -> Int? {
    let parts = row.list("args")
    return parts.contains { $0.list("fields").last?.is("A_Star") == true } ? nil : parts.count
  }

  // MARK: DISTINCT

  /// With DISTINCT, rows are ordered by what they show.
  mutating func checkDistinct(_ query: SyntaxNode) {
    let distinct = query.list("distinctClause")
    let targets = query.list("targetList")
    guard !distinct.isEmpty, columnCount(query) != nil else { return }
    let aliases = Set(targets.compactMap { $0.string("name") })
    let sorted = query.list("sortClause").compactMap { $0["node"] }
    func last(_ node: SyntaxNode) -> String? {
      node.is("ColumnRef") ? node.list("fields").last?.stringValue : nil
    }
    let isPlain = distinct.first?.isEmptyNode == true
    if isPlain {
      let shown = Set(targets.compactMap { $0["val"].flatMap(last) })
      let hasOnlyColumns = targets.allSatisfy { $0["val"].flatMap(last) != nil }
      for item in sorted {
        guard let name = last(item), hasOnlyColumns, !aliases.contains(name), !shown.contains(name)
        else { continue }
        report(
          .notAllowedHere,
          "with DISTINCT rows are ordered by columns of the list",
          at: item.location
        )
      }
      return
    }
    let keys = distinct.compactMap(last)
    guard keys.count == distinct.count, let first = sorted.first.flatMap(last),
      !keys.contains(first), !aliases.contains(first), aliases.isDisjoint(with: keys)
    else { return }
    report(
      .notAllowedHere,
      "the columns of DISTINCT ON come first in ORDER BY",
      at: sorted.first?.location
    )
  }
}

extension SyntaxNode {
  /// What DISTINCT without ON has in its list.
  fileprivate var isEmptyNode: Bool { kind.isEmpty }
}
