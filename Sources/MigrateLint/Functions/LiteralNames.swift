import PostgresSyntax

/// Looks up the names that stand in constant texts and that PostgreSQL reads with the statement: those
/// of `'t'::regclass` and its like, of sequences' functions, of collations and of text search.
struct LiteralNames {
  let catalog: Catalog
  let statement: StatementText
  private(set) var findings: [Finding] = []

  init(_ catalog: Catalog, _ statement: StatementText) {
    self.catalog = catalog
    self.statement = statement
  }

  mutating func check(_ expression: SyntaxNode) {
    expression.visit { node in
      switch node.kind {
      case "TypeCast":
        guard let type = node["typeName"], type.list("arrayBounds").isEmpty,
          type.list("names").count == 1 || type.list("names").first?.stringValue == "pg_catalog",
          let name = type.list("names").last?.stringValue, let text = node["arg"]?.constantText
        else { break }
        check(text, as: name, at: node["arg"]?.location ?? node.location)
      case "FuncCall": check(call: node)
      case "CollateClause": check(collation: node)
      default: break
      }
      return .visitChildren
    }
  }

  mutating func check(collation node: SyntaxNode) {
    let parts = node.list("collname").compactMap(\.stringValue)
    check(collation: parts, at: node.location)
  }

  mutating func check(collation parts: [String], at offset: Int?) {
    guard let last = parts.last else { return }
    checkObject(.collation, RelationName(schema: parts.dropLast().last, name: last), at: offset)
  }

  // MARK: Calls

  /// The functions of `pg_catalog` whose first argument is a name that is read with the statement.
  private mutating func check(call: SyntaxNode) {
    let names = call.list("funcname").compactMap(\.stringValue)
    guard let name = names.last, names.count == 1 || names[0] == "pg_catalog",
      let type = Self.firstArgument(name, call.list("args").count),
      names.count == 2
        || !catalog.path(nil).contains(where: { schema in
          catalog.schemas[schema]?.functions[name] != nil
        }),
      let argument = call.list("args").first, let text = argument.constantText
    else { return }
    check(text, as: type, at: argument.location)
  }

  private static func firstArgument(_ function: String, _ count: Int) -> String? {
    switch (function, count) {
    case ("nextval", 1), ("currval", 1), ("setval", 2...3): "regclass"
    case ("to_tsvector", 2), ("to_tsquery", 2), ("plainto_tsquery", 2), ("phraseto_tsquery", 2),
      ("websearch_to_tsquery", 2), ("ts_headline", 4):
      "regconfig"
    case ("ts_lexize", 2): "regdictionary"
    default: nil
    }
  }

  // MARK: Names

  private mutating func check(_ text: String, as type: String, at offset: Int?) {
    // A number is an object's identifier, and "-" is none.
    guard !text.isEmpty, text != "-", !text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return
    }
    switch type {
    case "regclass": checkRelation(text, at: offset)
    case "regtype": checkType(text, at: offset)
    case "regproc": checkFunction(text, at: offset)
    case "regprocedure":
      if let head = text.split(separator: "(").first { checkRoutine(String(head), at: offset) }
    case "regnamespace":
      if let name = name(text), name.schema == nil { checkSchema(name.name, at: offset) }
    case "regconfig": if let name = name(text) { checkObject(.configuration, name, at: offset) }
    case "regdictionary": if let name = name(text) { checkObject(.dictionary, name, at: offset) }
    case "regcollation": if let name = name(text) { checkObject(.collation, name, at: offset) }
    case "regrole": if let name = name(text) { checkObject(.role, name, at: offset) }
    default: break
    }
  }

  // MARK: What runs at once

  /// The calls of a query without FROM, which PostgreSQL runs with the statement: what they read of
  /// the catalog must be there.
  mutating func check(atOnce query: SyntaxNode) {
    guard query.is("SelectStmt"), query.list("fromClause").isEmpty, query["whereClause"] == nil,
      query["larg"] == nil
    else { return }
    for target in query.list("targetList") {
      target.visit { node in
        // What may not be reached is not run.
        if ["SubLink", "CaseExpr", "CoalesceExpr", "BoolExpr"].contains(node.kind) {
          return .skipChildren
        }
        if node.is("FuncCall") { check(called: node) }
        return .visitChildren
      }
    }
  }

  private mutating func check(called call: SyntaxNode) {
    let names = call.list("funcname").compactMap(\.stringValue)
    let arguments = call.list("args")
    guard let function = names.last, names.count == 1 || names[0] == "pg_catalog",
      let text = arguments.first?.constantText, let name = name(text)
    else { return }
    let place = arguments[0].location
    switch function {
    case "nextval", "setval", "currval":
      guard let (id, entry) = catalog.relation(name), entry.kind != .sequence else { return }
      report(.wrongKind, "\(id) is a \(entry.kind.word)", at: place)
    case "pg_get_serial_sequence" where arguments.count == 2:
      let count = findings.count
      checkRelation(text, at: place)
      guard findings.count == count, let column = arguments[1].constantText,
        let (id, entry) = catalog.relation(name), entry.kind.isTable, !entry.isOpen,
        entry.column(column) == nil
      else { return }
      findings.append(
        statement.unknownColumn(
          column,
          of: id.name,
          candidates: entry.columns.map(\.name),
          at: arguments[1].location ?? statement.range.lowerBound
        )
      )
    default: return
    }
  }

  /// The name in a text, folded; nil for what is not one or two parts of plain letters or in quotes.
  private func name(_ text: String) -> RelationName? {
    let parts = StatementText.identifiers(in: text)
    guard (1...2).contains(parts.count), !text.contains(" "), parts.allSatisfy({ !$0.isEmpty })
    else { return nil }
    return RelationName(schema: parts.count > 1 ? parts[0] : nil, name: parts[parts.count - 1])
  }

  private mutating func checkRelation(_ text: String, at offset: Int?) {
    guard let name = name(text) else { return }
    if let schema = name.schema, !checkSchema(schema, at: offset) { return }
    guard catalog.relation(name) == nil, !catalog.mayHold(name) else { return }
    report(.unknownTable, "no relation \(name) exists here", at: offset)
  }

  private mutating func checkType(_ text: String, at offset: Int?) {
    guard let name = name(text), catalog.extensions.count == 1, name.schema != "pg_catalog",
      !TypeNames.isBuiltin(name.name), !name.name.hasPrefix("_"), !name.name.hasPrefix("pg_"),
      text.utf8.allSatisfy({ $0 != 0x28 && $0 != 0x5B && $0 != 0x25 })
    else { return }
    if let schema = name.schema, !checkSchema(schema, at: offset) { return }
    let reference = TypeReference(schema: name.schema, name: name.name)
    guard catalog.type(reference) == nil, catalog.relation(name)?.entry.kind.hasColumns != true,
      !catalog.path(name.schema).contains(where: {
        catalog.schemas[$0]?.hasMultirange(name.name) == true
      }), name.schema != "information_schema"
    else { return }
    report(.unknownType, "no type \(name) exists here", at: offset)
  }

  private mutating func checkFunction(_ text: String, at offset: Int?) {
    guard let name = name(text), checkRoutine(text, at: offset), catalog.extensions.count == 1
    else {
      return
    }
    var count = name.schema == nil ? BuiltinFunctions.overloads(of: name.name)?.count ?? 0 : 0
    for schema in catalog.path(name.schema) {
      count += catalog.schemas[schema]?.functions[name.name]?.count ?? 0
    }
    guard count > 1 else { return }
    report(.ambiguousName, "there are several functions \(name)", at: offset)
  }

  @discardableResult
  private mutating func checkRoutine(_ text: String, at offset: Int?) -> Bool {
    guard let name = name(text), catalog.extensions.count == 1, name.schema != "pg_catalog",
      !catalog.refusedFunctions.contains(name.name)
    else { return true }
    if let schema = name.schema, !checkSchema(schema, at: offset) { return false }
    let isThere = catalog.path(name.schema).contains {
      catalog.schemas[$0]?.functions[name.name] != nil
    }
    guard !isThere, name.schema != nil || !BuiltinFunctions.contains(name.name),
      !catalog.schemas.values.contains(where: { $0.types[name.name] != nil })
    else { return true }
    report(.unknownFunction, "no function \(name) exists here", at: offset)
    return false
  }

  @discardableResult
  private mutating func checkSchema(_ schema: String, at offset: Int?) -> Bool {
    guard catalog.schemas[schema] == nil, !schema.hasPrefix("pg_"), schema != "information_schema",
      catalog.extensions.isSubset(of: Catalog.extensionsWithoutRelations)
    else { return true }
    report(.unknownSchema, "no schema \(schema.quotedIfNeeded) exists here", at: offset)
    return false
  }

  private mutating func checkObject(
    _ kind: NamedObject.Kind,
    _ name: RelationName,
    at offset: Int?
  ) {
    if let schema = name.schema, !checkSchema(schema, at: offset) { return }
    guard catalog.has(kind, name) == false else { return }
    report(.unknownObject, "no \(kind.word) \(name) exists here", at: offset)
  }

  private mutating func report(_ rule: Rule, _ message: String, at offset: Int?) {
    let finding = statement.finding(rule, message, at: offset ?? statement.range.lowerBound)
    findings.append(finding)
  }
}

extension SyntaxNode {
  /// The text of a constant.
  fileprivate var constantText: String? {
    self.is("A_Const") ? self["sval"]?.stringValue : nil
  }
}
