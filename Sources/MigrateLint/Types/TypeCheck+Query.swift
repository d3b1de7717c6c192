import PostgresSyntax

extension TypeCheck {
  /// A column of a query's result, with the literal that it is, if it is one.
  struct Output {
    var name: String
    var type: DataType?
    var literal: SyntaxNode?

    /// What a query's columns are to those who read them: a literal is a text.
    var column: TypedColumn { TypedColumn(name: name, type: type == .unknown ? .text : type) }
  }

  /// Derives a query, and the columns of its result; nil where those are not known.
  mutating func columns(of query: SyntaxNode, outer: [TypedScope]) -> [TypedColumn]? {
    outputs(of: query, outer: outer)?.map(\.column)
  }

  /// The same, with literals that have no type yet.
  mutating func outputs(of query: SyntaxNode, outer: [TypedScope]) -> [Output]? {
    guard
      query.is("SelectStmt") || query["targetList"] != nil || query["larg"] != nil
        || query["valuesLists"] != nil || query["fromClause"] != nil
    else {
      if query.is("InsertStmt") || query.is("UpdateStmt") || query.is("DeleteStmt") {
        return check(change: query, outer: outer)?.map { Output(name: $0.name, type: $0.type) }
      }
      return nil
    }
    var outer = outer
    if let with = query["withClause"] { addCommon(with, to: &outer) }
    if let left = query["larg"], let right = query["rarg"] {
      return outputs(of: query, left, right, outer: outer)
    }
    let rows = query.list("valuesLists")
    if !rows.isEmpty { return outputs(ofRows: rows, outer: outer) }
    var scope = TypedScope()
    for item in query.list("fromClause") { add(item, to: &scope, outer: outer) }
    let scopes = outer + [scope]
    let outputs = outputs(ofTargets: query.list("targetList"), in: scopes)
    for (field, what) in [("whereClause", "WHERE"), ("havingClause", "HAVING")]
      as [(StaticString, String)]
    {
      if let condition = query[field] { check(condition: condition, in: scopes, of: what) }
    }
    check(sorting: query, outputs, in: scopes)
    for (field, what) in [("limitCount", "LIMIT"), ("limitOffset", "OFFSET")]
      as [(StaticString, String)]
    {
      guard let part = query[field], let type = type(of: part, in: scopes) else { continue }
      if convert(part, type, to: .int8, .assignment) == false {
        report(.typeMismatch, "\(what) must be a number, not \(type)", at: place(of: part))
      }
    }
    return outputs
  }

  private mutating func outputs(
    of query: SyntaxNode,
    _ left: SyntaxNode,
    _ right: SyntaxNode,
    outer: [TypedScope]
  ) -> [Output]? {
    let word =
      switch query.string("op") {
      case "SETOP_INTERSECT": "INTERSECT"
      case "SETOP_EXCEPT": "EXCEPT"
      default: "UNION"
      }
    guard let first = outputs(of: left, outer: outer), let second = outputs(of: right, outer: outer)
    else { return nil }
    guard first.count == second.count else {
      report(
        .columnCount,
        "both sides of \(word) must have as many columns: \(first.count) and \(second.count)",
        at: place(of: right)
      )
      return nil
    }
    return zip(first, second).enumerated().map { index, pair in
      guard let one = pair.0.type, let other = pair.1.type else {
        return Output(name: pair.0.name)
      }
      switch types.common([one, other]) {
      case .notKnown: return Output(name: pair.0.name)
      case .none:
        report(
          .typeMismatch,
          "\(word) types \(one) and \(other) cannot be matched (column \(index + 1))",
          at: place(of: right)
        )
        return Output(name: pair.0.name)
      case .type(let type):
        for side in [pair.0, pair.1] {
          if let literal = side.literal { check(literal: literal, for: type) }
        }
        return Output(name: pair.0.name, type: type)
      }
    }
  }

  private mutating func outputs(ofRows rows: [SyntaxNode], outer: [TypedScope]) -> [Output]? {
    let width = rows[0].elements.count
    for row in rows where row.elements.count != width {
      report(
        .typeMismatch,
        "the rows of VALUES must be of the same length: \(width) and \(row.elements.count)",
        at: place(of: row)
      )
      return nil
    }
    return (0..<width).map { index in
      let cells = rows.map { $0.elements[index] }
      let name = "column\(index + 1)"
      guard !cells.contains(where: { $0.is("SetToDefault") }) else { return Output(name: name) }
      if cells.count == 1 {
        return Output(name: name, type: type(of: cells[0], in: outer), literal: cells[0])
      }
      return Output(name: name, type: common(cells, in: outer, of: "VALUES"))
    }
  }

  mutating func outputs(ofTargets targets: [SyntaxNode], in scopes: [TypedScope]) -> [Output]? {
    var outputs: [Output]? = []
    for target in targets {
      guard let value = target["val"] else { continue }
      if value.is("ColumnRef"), value.list("fields").last?.is("A_Star") == true {
        let qualifier = value.list("fields").first?.stringValue
        let scope = scopes.last ?? TypedScope()
        let chosen = scope.entries.filter {
          qualifier == nil ? !$0.isQualified : $0.name == qualifier
        }
        let isKnown =
          !chosen.isEmpty && !scope.joinsUsing && !chosen.contains(where: \.isOpen)
          && value.list("fields").count <= 2
        outputs =
          isKnown
          ? outputs.map { known in
            known + chosen.flatMap(\.columns).map { Output(name: $0.name, type: $0.type) }
          } : nil
      } else {
        let type = type(of: value, in: scopes)
        if value.is("A_Indirection"), value.list("indirection").last?.is("A_Star") == true {
          outputs = nil
        }
        outputs?.append(
          Output(
            name: target.string("name") ?? NameResolver.name(of: value),
            type: type,
            literal: value.is("A_Const") ? value : nil
          )
        )
      }
    }
    return outputs
  }

  /// ORDER BY, GROUP BY and DISTINCT need types that can be compared.
  private mutating func check(
    sorting query: SyntaxNode,
    _ outputs: [Output]?,
    in scopes: [TypedScope]
  ) {
    for part in query.list("sortClause") {
      guard let value = part["node"], part.string("sortby_dir") != "SORTBY_USING" else { continue }
      let type = type(ofKey: value, outputs, in: scopes, isSorting: true)
      if let type, types.hasDefaultClass(type, of: "btree") == false, !mayHaveClasses {
        report(.unknownFunction, "values of type \(type) have no order", at: place(of: value))
      }
    }
    for value in query.list("groupClause") {
      let type = type(ofKey: value, outputs, in: scopes, isSorting: false)
      if let type { checkEquality(type, at: place(of: value)) }
    }
    let distinct = query.list("distinctClause")
    guard !distinct.isEmpty else { return }
    // Plain DISTINCT is a list with nothing in it.
    let keys = distinct.filter { !$0.kind.isEmpty }
    if keys.isEmpty {
      for output in outputs ?? [] {
        if let type = output.column.type {
          checkEquality(type, at: query["targetList"].flatMap(place))
        }
      }
    }
    for value in keys {
      if let type = type(ofKey: value, outputs, in: scopes, isSorting: true) {
        checkEquality(type, at: place(of: value))
      }
    }
  }

  private mutating func checkEquality(_ type: DataType, at offset: Int?) {
    guard !mayHaveClasses, types.hasDefaultClass(type, of: "btree") == false,
      types.hasDefaultClass(type, of: "hash") == false
    else { return }
    report(
      .unknownFunction,
      "values of type \(type) cannot be told equal or different",
      at: offset
    )
  }

  /// Whether an extension or a migration may have made operator classes for PostgreSQL's types.
  private var mayHaveClasses: Bool { catalog.mayHaveOwnClasses(of: "btree") }

  private mutating func type(
    ofKey value: SyntaxNode,
    _ outputs: [Output]?,
    in scopes: [TypedScope],
    isSorting: Bool
  ) -> DataType? {
    if value.is("A_Const") {
      guard let place = value["ival"]?.intValue, let outputs, outputs.indices.contains(place - 1)
      else { return nil }
      return outputs[place - 1].type == .unknown ? .text : outputs[place - 1].type
    }
    if value.is("ColumnRef"), value.list("fields").count == 1,
      let name = value.list("fields").first?.stringValue
    {
      // ORDER BY means an output column first, GROUP BY one of FROM.
      guard let outputs else { return nil }
      let named = outputs.filter { $0.name == name }
      if isSorting, let first = named.first {
        return named.count == 1 ? first.column.type : nil
      }
      if case .type(let type)? = scopes.last?.meaning(of: name) { return type }
      guard named.isEmpty else { return nil }
    }
    let type = type(of: value, in: scopes)
    return type == .unknown ? nil : type
  }

  mutating func addCommon(_ with: SyntaxNode, to outer: inout [TypedScope]) {
    outer.append(TypedScope())
    let last = outer.count - 1
    if with.bool("recursive") {
      for item in with.list("ctes") {
        if let name = item.string("ctename") { outer[last].common[name] = .some(nil) }
      }
    }
    for item in with.list("ctes") {
      guard let name = item.string("ctename"), let body = item["ctequery"] else { continue }
      var columns: [TypedColumn]?
      if body.is("SelectStmt") {
        columns = self.columns(of: body, outer: outer)
      } else {
        columns = check(change: body, outer: outer)
      }
      if item["search_clause"] != nil || item["cycle_clause"] != nil { columns = nil }
      // What refers to itself may change its columns' types.
      if with.bool("recursive") { columns = columns?.map { TypedColumn(name: $0.name) } }
      for (index, alias) in item.list("aliascolnames").compactMap(\.stringValue).enumerated()
      where columns?.indices.contains(index) == true {
        columns?[index].name = alias
      }
      outer[last].common[name] = .some(columns)
    }
  }
}
