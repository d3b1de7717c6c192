import PostgresSyntax

extension TypeCheck {
  /// Adds what an item of FROM brings.
  mutating func add(_ item: SyntaxNode, to scope: inout TypedScope, outer: [TypedScope]) {
    switch item.kind {
    case "RangeVar": add(table: item, to: &scope, outer: outer)
    case "JoinExpr":
      if let left = item["larg"] { add(left, to: &scope, outer: outer) }
      if let right = item["rarg"] { add(right, to: &scope, outer: outer) }
      if !item.list("usingClause").isEmpty || item.bool("isNatural") { scope.joinsUsing = true }
      if let condition = item["quals"] {
        check(condition: condition, in: outer + [scope], of: "JOIN … ON")
      }
      if item["alias"] != nil || item["join_using_alias"] != nil {
        scope.entries.append(TypedScope.Entry(name: "", columns: [], isOpen: true))
      }
    case "RangeSubselect":
      let seen = item.bool("lateral") ? outer + [scope] : outer
      let columns = item["subquery"].flatMap { self.columns(of: $0, outer: seen) }
      add(columns, item["alias"], to: &scope)
    case "RangeTableSample":
      if let table = item["relation"] { add(table: table, to: &scope, outer: outer) }
    case "RangeFunction": add(function: item, to: &scope, outer: outer)
    default: add(nil, item["alias"], to: &scope)
    }
  }

  private func add(
    _ columns: [TypedColumn]?,
    _ alias: SyntaxNode?,
    named name: String = "",
    of relation: RelationID? = nil,
    to scope: inout TypedScope
  ) {
    var columns = columns
    for (index, name) in (alias?.list("colnames").compactMap(\.stringValue) ?? []).enumerated()
    where columns?.indices.contains(index) == true {
      columns?[index].name = name
    }
    scope.entries.append(
      TypedScope.Entry(
        name: alias?.string("aliasname") ?? name,
        relation: relation,
        columns: columns ?? [],
        isOpen: columns == nil
      )
    )
  }

  func add(table node: SyntaxNode, to scope: inout TypedScope, outer: [TypedScope]) {
    let name = RelationName(schema: node.string("schemaname"), name: node.string("relname") ?? "")
    if name.schema == nil {
      for outerScope in outer.reversed() {
        guard let columns = outerScope.common[name.name] else { continue }
        return add(columns, node["alias"], named: name.name, to: &scope)
      }
    }
    guard let (id, relation) = catalog.relation(name), relation.kind.hasColumns,
      !relation.isOpen
    else { return add(nil, node["alias"], named: name.name, to: &scope) }
    let columns = types.columns(of: relation)
    add(columns, node["alias"], named: name.name, of: id, to: &scope)
  }

  private mutating func add(
    function item: SyntaxNode,
    to scope: inout TypedScope,
    outer: [TypedScope]
  ) {
    let functions = item.list("functions").compactMap(\.elements.first)
    let seen = outer + [scope]
    guard functions.count == 1, functions[0].is("FuncCall"), !item.bool("ordinality"),
      !item.bool("is_rowsfrom"), item.list("coldeflist").isEmpty
    else {
      for function in functions where function.is("FuncCall") {
        for argument in function.list("args") { _ = type(of: argument, in: seen) }
      }
      return add(nil, item["alias"], to: &scope)
    }
    let name = functions[0].list("funcname").last?.stringValue ?? ""
    guard name != "unnest" || functions[0].list("args").count == 1,
      let signature = resolve(call: functions[0], in: seen)
    else { return add(nil, item["alias"], named: name, to: &scope) }
    if let columns = signature.columns ?? types.columns(of: signature.result) {
      return add(columns, item["alias"], named: name, to: &scope)
    }
    let isPlain =
      signature.result.builtin.map { $0.kind != .pseudo }
      ?? !types.isComposite(types.base(signature.result) ?? signature.result)
    guard isPlain else { return add(nil, item["alias"], named: name, to: &scope) }
    let column = TypedColumn(
      name: item["alias"]?.string("aliasname") ?? name,
      type: signature.result
    )
    add([column], item["alias"], named: name, to: &scope)
  }
}

extension TypeSystem {
  /// A relation's columns with their types.
  func columns(of relation: Relation) -> [TypedColumn] {
    relation.columns.map { TypedColumn(name: $0.name, type: type($0.type)) }
  }
}

extension TypedScope {
  /// A table's own columns, as a CHECK or an index sees them.
  static func table(
    _ id: RelationID,
    _ relation: Relation,
    _ types: TypeSystem,
    named name: String? = nil
  ) -> TypedScope {
    TypedScope(entries: [
      Entry(
        name: name ?? id.name,
        relation: id,
        columns: types.columns(of: relation),
        isOpen: relation.isOpen
      )
    ])
  }
}
