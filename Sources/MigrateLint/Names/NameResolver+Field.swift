import PostgresSyntax

// Fields of columns of a composite type.
extension NameResolver {
  /// `(column).field`
  mutating func check(field node: SyntaxNode, in scopes: [Scope]) {
    guard let column = node["arg"], column.is("ColumnRef") else { return }
    let names = column.list("fields").compactMap(\.stringValue)
    guard names.count == column.list("fields").count, let name = names.last, names.count <= 2 else {
      return
    }
    for scope in scopes.reversed() {
      let owners = scope.entries.filter {
        (names.count == 1 || $0.name == names[0]) && $0.columns.contains(name)
      }
      if owners.count == 1 {
        check(
          fields: node.list("indirection"),
          ofColumn: name,
          owners[0],
          at: column.location
        )
      }
      guard owners.isEmpty, !scope.isOpen, !scope.isRoutine, scope.variables[names[0]] == nil else {
        return
      }
    }
  }

  /// The fields behind a column that a query reads or sets.
  mutating func check(
    fields: [SyntaxNode],
    ofColumn name: String,
    _ entry: Scope.Entry,
    at offset: Int?
  ) {
    guard let field = fields.first?.stringValue, let id = entry.relation,
      let type = catalog[id]?.column(name)?.type, type.dimensions == 0, !type.name.isEmpty,
      let place = offset
    else { return }
    if type.schema == nil, TypeNames.plain.contains(type.name) {
      findings.append(
        statement.finding(
          .wrongKind,
          "column \(name.quotedIfNeeded) is \(type), which has no fields",
          at: place
        )
      )
      return
    }
    guard let schema = type.schema,
      let relation = catalog[RelationID(schema: schema, name: type.name)], relation.kind.hasColumns,
      !relation.isOpen, relation.column(field) == nil, !SystemColumns.names.contains(field)
    else { return }
    // `(column).f` may be the function `f(column)`.
    guard !catalog.path(nil).contains(where: { catalog.schemas[$0]?.functions[field] != nil })
    else { return }
    findings.append(
      statement.unknownColumn(
        field,
        of: type.name,
        candidates: relation.columns.map(\.name),
        at: statement.offset(of: field, after: place) ?? place
      )
    )
  }
}
