import PostgresSyntax

// The tables, joins and functions of FROM.
extension NameResolver {
  /// A column of JOIN … USING, which both sides must have.
  private mutating func resolve(shared name: String, among side: [Scope.Entry]) {
    let owners = side.filter { $0.columns.contains(name) }
    for owner in owners { note(owner, name) }
    guard owners.isEmpty, !side.contains(where: \.isOpen) else { return }
    let place = statement.offset(of: name, after: statement.range.lowerBound)
    report(column: name, at: place ?? statement.range.lowerBound, among: side, qualifier: nil)
  }

  mutating func add(_ item: SyntaxNode, to scope: inout Scope, outer: [Scope]) {
    switch item.kind {
    case "RangeVar": add(table: item, to: &scope, outer: outer)
    case "JoinExpr":
      let start = scope.entries.count
      if let left = item["larg"] { add(left, to: &scope, outer: outer) }
      let middle = scope.entries.count
      if let right = item["rarg"] { add(right, to: &scope, outer: outer) }
      for name in item.list("usingClause").compactMap(\.stringValue) {
        resolve(shared: name, among: Array(scope.entries[start..<middle]))
        resolve(shared: name, among: Array(scope.entries[middle...]))
      }
      if !item.list("usingClause").isEmpty || item.bool("isNatural") { scope.joinsUsing = true }
      if let condition = item["quals"] {
        // What stands in FROM before the join is out of reach.
        var sides = scope
        sides.entries = Array(scope.entries[start...])
        resolve(expression: condition, in: outer + [sides])
      }
      if let alias = item["join_using_alias"]?.string("aliasname") {
        scope.qualified.append(Scope.Entry(name: alias, columns: [], isOpen: true))
      }
      if let alias = item["alias"]?.string("aliasname") {
        scope.qualified.append(Scope.Entry(name: alias, columns: [], isOpen: true))
        // The names of the two sides are hidden.
        scope.joinsUsing = true
        for index in start..<scope.entries.count { scope.entries[index].offset = nil }
      }
    case "RangeSubselect":
      let seen = item.bool("lateral") ? outer + [scope] : outer
      let columns = item["subquery"].flatMap { resolve(query: $0, outer: seen) }
      let alias = item["alias"]
      let aliases = alias?.list("colnames").compactMap(\.stringValue) ?? []
      scope.entries.append(
        Scope.Entry(
          name: alias?.string("aliasname") ?? "",
          columns: aliases + (columns ?? []).dropFirst(aliases.count),
          isOpen: columns == nil,
          offset: offset(ofAlias: item)
        )
      )
      check(aliases, columns, at: offset(ofAlias: item))
    default:
      if item.is("RangeTableSample") {
        if let table = item["relation"] { add(table, to: &scope, outer: outer) }
        if let method = item.list("method").last?.stringValue,
          !["system", "bernoulli"].contains(method), catalog.extensions.count == 1
        {
          findings.append(
            statement.finding(
              .unknownObject,
              "there is no way \(method.quotedIfNeeded) to sample",
              at: item.location ?? statement.range.lowerBound
            )
          )
        }
        return
      }
      // Functions and XMLTABLE: of most the columns are not known here.
      for child in item.children { resolve(expression: child, in: outer + [scope]) }
      let columns = seriesColumns(item)
      scope.entries.append(
        Scope.Entry(
          name: item["alias"]?.string("aliasname") ?? columns?.first ?? "",
          columns: columns ?? [],
          isOpen: columns == nil,
          offset: offset(ofAlias: item)
        )
      )
    }
  }

  private mutating func reportSilent(_ name: String, at offset: Int?) {
    findings.append(
      statement.finding(
        .wrongKind,
        "\(name.quotedIfNeeded) gives no rows: it has no RETURNING",
        at: offset ?? statement.range.lowerBound
      )
    )
  }

  mutating func add(table node: SyntaxNode, to scope: inout Scope, outer: [Scope]) {
    let name = RelationName(schema: node.string("schemaname"), name: node.string("relname") ?? "")
    let alias = node["alias"]?.string("aliasname")
    let aliases = node["alias"]?.list("colnames").compactMap(\.stringValue) ?? []
    if name.schema == nil {
      for outerScope in outer.reversed() {
        guard let columns = outerScope.common[name.name] else { continue }
        if outerScope.silent.contains(name.name) { reportSilent(name.name, at: node.location) }
        let all = aliases + (columns ?? []).dropFirst(aliases.count)
        scope.entries.append(
          Scope.Entry(
            name: alias ?? name.name,
            columns: all,
            isOpen: columns == nil,
            offset: node.location
          )
        )
        check(aliases, columns, at: node.location)
        return
      }
    }
    guard let found = catalog.relation(name) else {
      if !catalog.mayHold(name), let offset = node.location {
        findings.append(statement.unknownRelation(name, in: catalog, at: offset))
      }
      scope.entries.append(Scope.Entry(name: alias ?? name.name, columns: [], isOpen: true))
      return
    }
    relations.insert(found.id)
    let columns =
      found.entry.kind == .sequence
      ? ["last_value", "log_cnt", "is_called"] : found.entry.columns.map(\.name)
    scope.entries.append(
      Scope.Entry(
        name: alias ?? name.name,
        schema: found.id.schema,
        relation: found.id,
        columns: aliases + columns.dropFirst(aliases.count),
        isOpen: found.entry.isOpen,
        offset: node.location,
        isNamedHere: alias != nil
      )
    )
    check(aliases, found.entry.isOpen ? nil : columns, at: node.location)
  }
}
