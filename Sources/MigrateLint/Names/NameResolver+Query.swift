import PostgresSyntax

// Queries, and what WITH puts before them.
extension NameResolver {
  /// Looks up a query and returns the names of its columns; nil where those are not known.
  mutating func resolve(query: SyntaxNode, outer: [Scope]) -> [String]? {
    var scope = Scope()
    var outer = outer
    if let with = query["withClause"] { addCommon(with, to: &outer) }
    if let left = query["larg"], let right = query["rarg"] {
      let columns = resolve(query: left, outer: outer)
      _ = resolve(query: right, outer: outer)
      return columns
    }
    scope.isQuery = true
    for row in query.list("valuesLists") { resolve(expression: row, in: outer + [scope]) }
    for item in query.list("fromClause") { add(item, to: &scope, outer: outer) }
    checkNames(scope.entries)
    let outputs = resolve(targets: query.list("targetList"), in: scope, outer: outer)
    for field in ["whereClause", "havingClause", "limitCount", "limitOffset"] as [StaticString] {
      if let part = query[field] { resolve(expression: part, in: outer + [scope]) }
    }
    for part in [query["limitCount"], query["limitOffset"]].compactMap(\.self) {
      check(limit: part, in: scope)
    }
    var sorted = scope
    sorted.outputs = Set(outputs ?? [])
    sorted.entries = scope.entries
    for field in ["groupClause", "sortClause", "windowClause", "distinctClause"] as [StaticString] {
      for part in query.list(field) { resolve(expression: part, in: outer + [sorted]) }
    }
    let values = query.list("valuesLists")
    guard let row = values.first else { return outputs }
    return row.elements.indices.map { "column\($0 + 1)" }
  }

  /// LIMIT and OFFSET are computed once, before there is a row.
  private mutating func check(limit part: SyntaxNode, in scope: Scope) {
    let all = [part] + part.descendants
    guard !all.contains(where: { $0.is("SubLink") }) else { return }
    for node in all where node.is("ColumnRef") {
      guard let name = node.list("fields").first?.stringValue,
        scope.entries.contains(where: { $0.name == name || $0.columns.contains(name) })
      else { continue }
      findings.append(
        statement.finding(
          .notAllowedHere,
          "LIMIT and OFFSET cannot read a column",
          at: node.location ?? statement.range.lowerBound
        )
      )
    }
  }

  mutating func resolve(
    targets: [SyntaxNode],
    in scope: Scope,
    outer: [Scope]
  ) -> [String]? {
    var names: [String]? = []
    for target in targets {
      guard let value = target["val"] else { continue }
      resolve(expression: value, in: outer + [scope])
      if value.is("ColumnRef"), value.list("fields").last?.is("A_Star") == true {
        let qualifier = value.list("fields").first?.stringValue
        let chosen = scope.entries.filter { qualifier == nil || $0.name == qualifier }
        // JOIN USING shows a column once, and `schema.table.*` names no entry.
        if chosen.isEmpty || scope.joinsUsing || value.list("fields").count > 2 {
          names = nil
          for entry in chosen { for column in entry.columns { note(entry, column) } }
          continue
        }
        names =
          chosen.contains(where: \.isOpen) ? nil : names.map { $0 + chosen.flatMap(\.columns) }
        for entry in chosen { for column in entry.columns { note(entry, column) } }
      } else if value.is("A_Indirection"), value.list("indirection").last?.is("A_Star") == true {
        // `(row).*` has the row's columns, whatever those are.
        names = nil
      } else {
        names?.append(target.string("name") ?? Self.name(of: value))
      }
    }
    return names
  }

  // MARK: WITH

  mutating func addCommon(_ with: SyntaxNode, to outer: inout [Scope]) {
    outer.append(Scope())
    let last = outer.count - 1
    if with.bool("recursive") {
      for item in with.list("ctes") {
        if let name = item.string("ctename") { outer[last].common[name] = .some(nil) }
      }
    }
    for item in with.list("ctes") {
      guard let name = item.string("ctename"), let body = item["ctequery"] else { continue }
      if with.bool("recursive") { outer[last].common[name] = .some(probe(item, body, outer)) }
      var columns: [String]?
      if body.is("SelectStmt") {
        columns = resolve(query: body, outer: outer)
      } else if body.is("MergeStmt") {
        resolve(merge: body, outer: outer)
      } else {
        columns = resolve(change: body, outer: outer)
        if body.list("returningList").isEmpty { outer[last].silent.insert(name) }
      }
      outer[last].common[name] = .some(named(columns, item))
    }
  }

  private func named(_ columns: [String]?, _ item: SyntaxNode) -> [String]? {
    // SEARCH and CYCLE add columns.
    guard let columns, item["search_clause"] == nil, item["cycle_clause"] == nil else { return nil }
    let aliases = item.list("aliascolnames").compactMap(\.stringValue)
    return aliases + columns.dropFirst(aliases.count)
  }

  /// The columns of a query that may read itself: those of its first part.
  private func probe(_ item: SyntaxNode, _ body: SyntaxNode, _ outer: [Scope]) -> [String]? {
    guard !isProbing, body["withClause"] == nil, var first = body["larg"] else { return nil }
    while let further = first["larg"] { first = further }
    var other = self
    other.isProbing = true
    return named(other.resolve(query: first, outer: outer), item)
  }
}
