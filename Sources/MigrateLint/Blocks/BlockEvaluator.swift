import PostgresSyntax

/// Evaluates the conditions of DO blocks that ask the catalog what is there.
struct BlockEvaluator {
  let catalog: Catalog
  var variables: [String: BlockValue] = [:]

  /// One row of each relation in FROM, by alias.
  typealias Binding = [(alias: String, row: CatalogRows.Row)]

  func value(_ node: SyntaxNode, _ binding: Binding = []) -> BlockValue {
    switch node.kind {
    case "A_Const": constant(node)
    case "ColumnRef": column(node, binding)
    case "TypeCast": cast(node, binding)
    case "BoolExpr": combination(node, binding)
    case "NullTest": nullTest(node, binding)
    case "A_Expr": comparison(node, binding)
    case "SubLink": subquery(node, binding)
    case "FuncCall": call(node, binding)
    case "CoalesceExpr":
      node.list("args").lazy.map { value($0, binding) }.first { $0 != .null } ?? .null
    case "SQLValueFunction":
      node.string("op") == "SVFOP_CURRENT_SCHEMA" ? currentSchema : .unknown
    default: .unknown
    }
  }

  private var currentSchema: BlockValue {
    catalog.creationSchema(nil).map { .text($0) } ?? .unknown
  }

  private func constant(_ node: SyntaxNode) -> BlockValue {
    if node.bool("isnull") { return .null }
    if let text = node["sval"]?.stringValue { return .text(text) }
    if let boolean = node["boolval"] { return .bool(boolean.bool("boolval")) }
    return node["ival"]?.intValue.map { .int($0) } ?? .unknown
  }

  private func column(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    let names = node.list("fields").compactMap(\.stringValue)
    guard names.count == node.list("fields").count, let name = names.last else { return .unknown }
    if names.count == 2 {
      return binding.first { $0.alias == names[0] }?.row[name] ?? .unknown
    }
    guard names.count == 1 else { return .unknown }
    return binding.lazy.compactMap { $0.row[name] }.first ?? variables[name] ?? .unknown
  }

  private func cast(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    guard let argument = node["arg"] else { return .unknown }
    let inner = value(argument, binding)
    switch node["typeName"]?.list("names").last?.stringValue {
    case "text", "name", "varchar", "sql_identifier", "bpchar", "character_data":
      return inner.string?.hasPrefix("rel ") == true ? .unknown : inner
    case "regclass": return relation(inner) ?? .unknown
    case "regnamespace": return inner.string.map { .text("ns " + $0) } ?? .unknown
    default: return .unknown
    }
  }

  /// The identifier of the relation that a text names; nil where there is none.
  private func relation(_ value: BlockValue) -> BlockValue? {
    guard let text = value.string else { return .unknown }
    if text.hasPrefix("rel ") { return value }
    let parts = StatementText.identifiers(in: text)
    guard let last = parts.last else { return .unknown }
    let name = RelationName(schema: parts.dropLast().last, name: last)
    if SystemCatalog.contains(name) { return .unknown }
    guard let (id, relation) = catalog.relation(name) else {
      return catalog.isTainted ? .unknown : nil
    }
    return relation.isPhantom ? .unknown : .text(CatalogRows.identifier(id))
  }

  private func combination(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    let values = node.list("args").map { value($0, binding) }
    return switch node.string("boolop") {
    case "OR_EXPR": .any(values)
    case "NOT_EXPR": values.first.map(BlockValue.not) ?? .unknown
    default: .all(values)
    }
  }

  private func nullTest(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    let inner = node["arg"].map { value($0, binding) } ?? .unknown
    guard inner != .unknown else { return .unknown }
    return .bool((inner == .null) == (node.string("nulltesttype") != "IS_NOT_NULL"))
  }

  private func comparison(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    guard let leftNode = node["lexpr"], let rightNode = node["rexpr"],
      let name = node.list("name").last?.stringValue
    else { return .unknown }
    let left = value(leftNode, binding)
    switch node.string("kind") {
    case "AEXPR_IN":
      let isIn = BlockValue.any(
        rightNode.elements.map { BlockValue.equal(left, value($0, binding)) }
      )
      return name == "=" ? isIn : .not(isIn)
    case "AEXPR_OP_ANY":
      guard name == "=", rightNode.is("A_ArrayExpr") else { return .unknown }
      return .any(
        rightNode.list("elements").map { BlockValue.equal(left, value($0, binding)) }
      )
    case "AEXPR_OP", nil: break
    default: return .unknown
    }
    let right = value(rightNode, binding)
    switch name {
    case "=": return .equal(left, right)
    case "<>", "!=": return .not(.equal(left, right))
    default: break
    }
    guard case .int(let one) = left, case .int(let other) = right else { return .unknown }
    return switch name {
    case "<": .bool(one < other)
    case ">": .bool(one > other)
    case "<=": .bool(one <= other)
    case ">=": .bool(one >= other)
    default: .unknown
    }
  }

  private func call(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    let arguments = node.list("args")
    switch (node.list("funcname").last?.stringValue, arguments.count) {
    case ("to_regclass", 1): return relation(value(arguments[0], binding)) ?? .null
    case ("current_schema", 0): return currentSchema
    case ("lower", 1):
      let text = value(arguments[0], binding)
      return text.string.map { .text($0.lowercased()) } ?? .unknown
    default: return .unknown
    }
  }

  // MARK: Queries

  private func subquery(_ node: SyntaxNode, _ binding: Binding) -> BlockValue {
    guard let query = node["subselect"] else { return .unknown }
    switch node.string("subLinkType") {
    case "EXISTS_SUBLINK", nil: return exists(query, binding)
    case "EXPR_SUBLINK": return scalar(query, binding)
    case "ANY_SUBLINK":
      guard let test = node["testexpr"], node.list("operName").isEmpty,
        let column = query.list("targetList").first?["val"]
      else { return .unknown }
      let left = value(test, binding)
      return exists(query, binding) { .equal(left, value(column, $0)) }
    default: return .unknown
    }
  }

  /// The first column of a query's only row.
  func scalar(_ query: SyntaxNode, _ outer: Binding = []) -> BlockValue {
    let targets = query.list("targetList")
    guard targets.count == 1, let target = targets[0]["val"] else { return .unknown }
    if query.list("fromClause").isEmpty, query["whereClause"] == nil { return value(target, outer) }
    guard let (found, isExact) = matches(query, outer), isExact else { return .unknown }
    if target.is("FuncCall"), target.list("funcname").last?.stringValue == "count" {
      return target.bool("agg_distinct") || target["agg_filter"] != nil
        ? .unknown : .int(found.count)
    }
    guard let first = found.first else { return .null }
    // Of several rows only a constant is the same in each.
    return value(target, found.count == 1 ? first : [])
  }

  private func exists(
    _ query: SyntaxNode,
    _ outer: Binding,
    where test: ((Binding) -> BlockValue)? = nil
  ) -> BlockValue {
    guard let (found, isExact) = matches(query, outer, where: test) else { return .unknown }
    if !found.isEmpty { return .bool(true) }
    return isExact ? .bool(false) : .unknown
  }

  /// The rows that fulfil a query's condition for sure, and whether there are no others. Nil for a
  /// query that is not read.
  private func matches(
    _ query: SyntaxNode,
    _ outer: Binding,
    where test: ((Binding) -> BlockValue)? = nil
  ) -> (rows: [Binding], isExact: Bool)? {
    guard query.is("SelectStmt") || !query.list("fromClause").isEmpty, query["larg"] == nil,
      query["withClause"] == nil, query.list("groupClause").isEmpty,
      query["havingClause"] == nil, query["limitOffset"] == nil
    else { return nil }
    var tables: [SyntaxNode] = []
    var conditions = query["whereClause"].map(Self.conjuncts) ?? []
    for item in query.list("fromClause") {
      guard Self.flatten(item, into: &tables, &conditions) else { return nil }
    }
    guard !tables.isEmpty else { return nil }
    var isExact = true
    var bindings: [Binding] = [[]]
    for table in tables {
      let name = RelationName(
        schema: table.string("schemaname"),
        name: table.string("relname") ?? ""
      )
      let alias = table["alias"]?.string("aliasname") ?? name.name
      let wanted = Self.wanted(of: conditions, alias)
      guard let source = CatalogRows(name, catalog, wanted: wanted) else { return nil }
      isExact = isExact && source.areAll
      bindings = bindings.flatMap { binding in
        source.rows.compactMap { row in
          let longer = binding + [(alias, row)]
          // A column of a later table is unknown as yet, and decides nothing.
          let isRuledOut = conditions.contains {
            [.bool(false), .null].contains(value($0, longer + outer))
          }
          return isRuledOut ? nil : longer
        }
      }
    }
    var found: [Binding] = []
    for binding in bindings {
      let all = conditions.map { value($0, binding + outer) } + (test.map { [$0(binding)] } ?? [])
      switch BlockValue.all(all) {
      case .bool(true): found.append(binding)
      case .unknown: isExact = false
      default: break
      }
    }
    return (found, isExact)
  }

  private static func conjuncts(_ node: SyntaxNode) -> [SyntaxNode] {
    guard node.is("BoolExpr"), node.string("boolop") ?? "AND_EXPR" == "AND_EXPR" else {
      return [node]
    }
    return node.list("args").flatMap(conjuncts)
  }

  private static func flatten(
    _ item: SyntaxNode,
    into tables: inout [SyntaxNode],
    _ conditions: inout [SyntaxNode]
  ) -> Bool {
    if item.is("RangeVar") || item.isField("larg") && item["relname"] != nil {
      tables.append(item)
      return true
    }
    guard item.is("JoinExpr"), item.string("jointype") ?? "JOIN_INNER" == "JOIN_INNER",
      item.list("usingClause").isEmpty, !item.bool("isNatural"), let left = item["larg"],
      let right = item["rarg"]
    else { return false }
    conditions += item["quals"].map(conjuncts) ?? []
    return flatten(left, into: &tables, &conditions) && flatten(right, into: &tables, &conditions)
  }

  /// The columns of one relation that must have a constant text.
  private static func wanted(of conditions: [SyntaxNode], _ alias: String) -> [String: String] {
    var wanted: [String: String] = [:]
    for condition in conditions where condition.is("A_Expr") {
      guard condition.string("kind") ?? "AEXPR_OP" == "AEXPR_OP",
        condition.list("name").last?.stringValue == "=",
        let fields = condition["lexpr"]?.list("fields").compactMap(\.stringValue),
        let name = fields.last, fields.count == 1 || fields[0] == alias,
        let text = condition["rexpr"]?["sval"]?.stringValue
      else { continue }
      wanted[name] = text
    }
    return wanted
  }
}
