import PostgresSyntax

extension TypeCheck {
  /// Derives INSERT, UPDATE and DELETE.
  ///
  /// - Returns: The columns that RETURNING gives; nil where those are not known.
  @discardableResult
  mutating func check(change node: SyntaxNode, outer: [TypedScope]) -> [TypedColumn]? {
    guard let target = node["relation"] else { return nil }
    var outer = outer
    if let with = node["withClause"] { addCommon(with, to: &outer) }
    var scope = TypedScope()
    add(table: target, to: &scope, outer: [])
    guard let own = scope.entries.first else { return nil }
    if node.is("InsertStmt") { check(insert: node, into: own, outer: outer) }
    for item in node.list("fromClause") + node.list("usingClause") {
      add(item, to: &scope, outer: outer)
    }
    let scopes = outer + [scope]
    if node.is("UpdateStmt") { check(assignments: node.list("targetList"), of: own, in: scopes) }
    if let condition = node["whereClause"], !condition.is("CurrentOfExpr") {
      check(condition: condition, in: scopes, of: "WHERE")
    }
    if let conflict = node["onConflictClause"] {
      var excluded = scope
      var row = own
      (row.name, row.isQualified) = ("excluded", true)
      excluded.entries.append(row)
      let scopes = outer + [excluded]
      check(assignments: conflict.list("targetList"), of: own, in: scopes)
      if let condition = conflict["whereClause"] {
        check(condition: condition, in: scopes, of: "WHERE")
      }
    }
    return outputs(ofTargets: node.list("returningList"), in: scopes)?.map(\.column)
  }

  private mutating func check(
    insert node: SyntaxNode,
    into own: TypedScope.Entry,
    outer: [TypedScope]
  ) {
    guard let source = node["selectStmt"] else { return }
    let items = node.list("cols")
    var targets: [TypedColumn]?
    if items.isEmpty {
      targets = own.isOpen ? nil : own.columns
    } else if items.allSatisfy({ $0.list("indirection").isEmpty }) {
      targets = items.map { item in
        let name = item.string("name") ?? ""
        return TypedColumn(name: name, type: own.columns.first { $0.name == name }?.type)
      }
    }
    let overrides = node.string("override").map { $0 != "OVERRIDING_NOT_SET" } ?? false
    let computed = overrides ? [] : computedColumns(of: own)
    let rows = source.list("valuesLists")
    if !rows.isEmpty, source["withClause"] == nil {
      for row in rows {
        let cells = row.elements
        if cells.contains(where: Self.holdsStar) { continue }
        if let targets, !check(cells.count, targets.count, !items.isEmpty, at: place(of: row)) {
          return
        }
        for (index, cell) in cells.enumerated() where !cell.is("SetToDefault") {
          let column = targets.flatMap { $0.indices.contains(index) ? $0[index] : nil }
          if let column, computed.contains(column.name) {
            reportComputed(column, at: place(of: cell))
          } else {
            check(cell, in: outer, assignedTo: column?.type, Self.name(of: column))
          }
        }
      }
      return
    }
    guard let outputs = outputs(of: source, outer: outer), let targets else { return }
    guard check(outputs.count, targets.count, !items.isEmpty, at: place(of: source)) else { return }
    for (output, column) in zip(outputs, targets) {
      if computed.contains(column.name) { reportComputed(column, at: place(of: source)) }
      guard let type = output.type, let wanted = column.type else { continue }
      if type == .unknown {
        if let literal = output.literal { check(literal: literal, for: wanted) }
      } else if types.canCoerce(type, to: wanted, .assignment) == false {
        report(
          .typeMismatch,
          "\(Self.name(of: column)) is of type \(wanted), but the expression is of type \(type)",
          at: place(of: source)
        )
      }
    }
  }

  /// The columns of a table that take no value.
  private func computedColumns(of own: TypedScope.Entry) -> Set<String> {
    guard let relation = own.relation.flatMap({ catalog[$0] }), relation.kind.isTable else {
      return []
    }
    return Set(
      relation.columns.filter { $0.isGenerated || $0.isIdentity && $0.isAlwaysIdentity == true }
        .map(\.name)
    )
  }

  private mutating func reportComputed(_ column: TypedColumn, at offset: Int?) {
    report(
      .wrongKind,
      "\(Self.name(of: column)) is GENERATED ALWAYS and takes no value but DEFAULT",
      at: offset
    )
  }

  private static func holdsStar(_ node: SyntaxNode) -> Bool {
    (node.list("fields") + node.list("indirection")).contains { $0.is("A_Star") }
  }

  private static func name(of column: TypedColumn?) -> String {
    column.map { "column \($0.name.quotedIfNeeded)" } ?? "the column"
  }

  /// A row of values for the columns that a list names, or for all.
  mutating func check(
    row cells: [SyntaxNode],
    for items: [SyntaxNode],
    of own: TypedScope.Entry,
    in scopes: [TypedScope],
    at offset: Int?
  ) {
    guard items.allSatisfy({ $0.list("indirection").isEmpty }), !items.isEmpty || !own.isOpen,
      !cells.contains(where: Self.holdsStar)
    else { return }
    let names = items.isEmpty ? own.columns.map(\.name) : items.map { $0.string("name") ?? "" }
    guard check(cells.count, names.count, !items.isEmpty, at: offset) else { return }
    for (cell, name) in zip(cells, names) where !cell.is("SetToDefault") {
      let column = own.columns.first { $0.name == name }
      check(cell, in: scopes, assignedTo: column?.type, Self.name(of: column))
    }
  }

  /// - Returns: Whether a row has as many values as it needs.
  private mutating func check(
    _ values: Int,
    _ columns: Int,
    _ areNamed: Bool,
    at offset: Int?
  ) -> Bool {
    guard values > columns || areNamed && values < columns else { return true }
    report(
      .columnCount,
      "INSERT has \(values) value\(values == 1 ? "" : "s") for "
        + "\(columns) column\(columns == 1 ? "" : "s")",
      at: offset
    )
    return false
  }

  mutating func check(
    assignments: [SyntaxNode],
    of own: TypedScope.Entry,
    in scopes: [TypedScope]
  ) {
    for item in assignments {
      guard let value = item["val"], !value.is("SetToDefault") else { continue }
      guard !value.is("MultiAssignRef"), item.list("indirection").isEmpty,
        let name = item.string("name"), !own.isOpen
      else {
        if !value.is("MultiAssignRef") { _ = type(of: value, in: scopes) }
        continue
      }
      let column = own.columns.first { $0.name == name }
      if let column, computedColumns(of: own).contains(name) {
        reportComputed(column, at: place(of: value))
        continue
      }
      check(value, in: scopes, assignedTo: column?.type, Self.name(of: column))
    }
  }
}
