import PostgresSyntax

extension EffectReader {
  /// What a sub-command of ALTER TABLE does to the table's rows and its indexes.
  func work(
    of command: SyntaxNode,
    on entry: Relation
  ) -> (work: RelationEffect.Work, rebuildsIndexes: Bool) {
    let name = command.string("name") ?? ""
    let definition = command["def"]
    switch command.string("subtype") {
    case "AT_AddColumn":
      guard let definition, entry.column(definition.string("colname") ?? "") == nil else { break }
      return (workOfAdding(definition), false)
    case "AT_AlterColumnType":
      guard let definition, let column = entry.column(name) else { break }
      return workOfChanging(column, to: definition, entry)
    case "AT_SetNotNull":
      guard let column = entry.column(name), !column.isNotNull, !entry.isNeverNull(name) else {
        break
      }
      return (.scan, false)
    case "AT_AddConstraint":
      guard let definition else { break }
      let isScanned = !definition.bool("skip_validation") && definition.string("indexname") == nil
      return (isScanned ? .scan : .none, false)
    case "AT_ValidateConstraint":
      return (entry.constraints[name]?.isValidated == false ? .scan : .none, false)
    case "AT_SetLogged", "AT_SetUnLogged", "AT_SetTableSpace": return (.rewrite, true)
    case "AT_SetAccessMethod": return (name == "heap" ? .none : .rewrite, name != "heap")
    default: break
    }
    return (.none, false)
  }

  /// Whether what a new column holds in the old rows must be written into each of them.
  func workOfAdding(_ column: SyntaxNode) -> RelationEffect.Work {
    let constraints = column.list("constraints")
    let kinds = constraints.compactMap { $0.string("contype") }
    let type = column["typeName"].map(TypeReference.init(written:))
    if kinds.contains("CONSTR_IDENTITY") || kinds.contains("CONSTR_GENERATED") { return .rewrite }
    if let type, type.schema == nil, TypeNames.serial[type.name] != nil { return .rewrite }
    if let type, let entry = catalog.type(type)?.entry, entry.isConstrained { return .rewrite }
    let value = constraints.first { $0.string("contype") == "CONSTR_DEFAULT" }?["raw_expr"]
    if let value {
      guard postgresVersion >= 11 else { return .rewrite }
      if Volatility(catalog: catalog).isVolatile(value) { return .rewrite }
    }
    let isEmpty = value == nil
    let isScanned = kinds.contains {
      ["CONSTR_CHECK", "CONSTR_UNIQUE", "CONSTR_PRIMARY"].contains($0)
        || ($0 == "CONSTR_NOTNULL" && isEmpty) || ($0 == "CONSTR_FOREIGN" && !isEmpty)
    }
    return isScanned ? .scan : .none
  }

  private func workOfChanging(
    _ column: Column,
    to definition: SyntaxNode,
    _ entry: Relation
  ) -> (RelationEffect.Work, Bool) {
    guard let written = definition["typeName"] else { return (.none, false) }
    let change = TypeChange(
      from: column.type,
      to: TypeReference(written: written),
      catalog: catalog
    )
    if let using = definition["raw_default"], !change.isPlain(using, of: column.name) {
      return (.rewrite, true)
    }
    if change.rewrites { return (.rewrite, true) }
    // A CHECK over the column is made again, and its rows are checked again.
    let isChecked = entry.constraints.values.contains {
      $0.kind == .check && $0.isValidated && $0.columns.contains(column.name)
    }
    return (isChecked ? .scan : .none, change.changesOperators)
  }
}

extension Relation {
  /// Whether a valid CHECK proves that a column holds no null, so that SET NOT NULL need not look
  /// (PostgreSQL 12 and newer).
  func isNeverNull(_ column: String) -> Bool {
    constraints.values.contains { $0.isValidated && $0.neverNull.contains(column) }
  }
}

extension TypeReference {
  /// A type as it is written, without a look whether it exists.
  init(written node: SyntaxNode) {
    let names = node.list("names").compactMap(\.stringValue)
    self.init(
      schema: names.dropLast().last.flatMap { $0 == "pg_catalog" ? nil : $0 },
      name: names.last ?? "",
      modifiers: node.list("typmods").compactMap { $0["ival"]?.intValue },
      dimensions: node.list("arrayBounds").count
    )
  }
}
