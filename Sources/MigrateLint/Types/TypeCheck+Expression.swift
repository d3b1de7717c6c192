import PostgresSyntax

extension TypeCheck {
  /// The type of an expression, after a look at all parts of it; nil where it is not known.
  mutating func type(of node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    switch node.kind {
    case "A_Const": return Self.type(ofConstant: node)
    case "ColumnRef": return type(ofColumn: node, in: scopes)
    case "TypeCast": return type(ofCast: node, in: scopes)
    case "A_Expr": return type(ofOperator: node, in: scopes)
    case "FuncCall": return type(ofCall: node, in: scopes)
    case "BoolExpr":
      let word =
        switch node.string("boolop") {
        case "OR_EXPR": "OR"
        case "NOT_EXPR": "NOT"
        default: "AND"
        }
      for part in node.list("args") { check(condition: part, in: scopes, of: "what \(word) joins") }
      return .bool
    case "BooleanTest":
      if let part = node["arg"] { check(condition: part, in: scopes, of: "what IS tests") }
      return .bool
    case "NullTest":
      if let part = node["arg"] { _ = type(of: part, in: scopes) }
      return .bool
    case "CoalesceExpr": return common(node.list("args"), in: scopes, of: "COALESCE")
    case "MinMaxExpr":
      return common(
        node.list("args"),
        in: scopes,
        of: node.string("op") == "IS_LEAST" ? "LEAST" : "GREATEST"
      )
    case "CaseExpr": return type(ofCase: node, in: scopes)
    case "SubLink": return type(ofSublink: node, in: scopes)
    case "A_ArrayExpr":
      let elements = node.list("elements")
      if elements.contains(where: { $0.is("A_ArrayExpr") }) {
        for part in elements { _ = type(of: part, in: scopes) }
        return nil
      }
      guard !elements.isEmpty else { return nil }
      return common(elements, in: scopes, of: "ARRAY").flatMap { common in
        // An array of arrays is an array of more dimensions.
        types.element(of: common) != nil ? common : types.array(of: common)
      }
    case "A_Indirection": return type(ofIndirection: node, in: scopes)
    case "CollateClause":
      guard let part = node["arg"], let collated = type(of: part, in: scopes) else { return nil }
      guard collated != .unknown else { return .text }
      if let base = types.base(collated)?.builtin, !base.isCollatable, base.kind != .pseudo,
        !base.name.hasPrefix("_")
      {
        report(.typeMismatch, "type \(collated) has no collations", at: node.location)
      }
      return collated
    case "SQLValueFunction": return Self.type(ofValue: node)
    case "RowExpr":
      for part in node.list("args") { _ = type(of: part, in: scopes) }
      return nil
    case "GroupingFunc": return .int4
    case "ParamRef":
      let place = (node.int("number") ?? 0) - 1
      return parameters.indices.contains(place) ? parameters[place] : nil
    case "SelectStmt":
      _ = columns(of: node, outer: scopes)
      return nil
    case "InsertStmt", "UpdateStmt", "DeleteStmt":
      check(change: node, outer: scopes)
      return nil
    default:
      return nil
    }
  }

  private static func type(ofConstant node: SyntaxNode) -> DataType? {
    if node.bool("isnull") || node["sval"] != nil { return .unknown }
    if node["boolval"] != nil { return .bool }
    if node["bsval"] != nil { return .bit }
    if node["ival"] != nil { return .int4 }
    guard let number = node["fval"]?.string("fval") else { return nil }
    return Int(number) != nil ? .int8 : .numeric
  }

  private func type(ofColumn node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    let fields = node.list("fields")
    let names = fields.compactMap(\.stringValue)
    guard names.count == fields.count, let name = names.last, names.count <= 2 else { return nil }
    for scope in scopes.reversed() {
      if names.count == 2 {
        let entries = scope.entries.filter { $0.name == names[0] }
        if entries.isEmpty, !scope.isOpen { continue }
        guard entries.count == 1 else { return nil }
        return entries[0].columns.first { $0.name == name }?.type
      }
      switch scope.meaning(of: name) {
      case .type(let type): return type
      case .notHere: continue
      }
    }
    return nil
  }

  private mutating func type(ofCast node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    guard let argument = node["arg"], let written = node["typeName"] else { return nil }
    let target = type(written)
    if argument.is("A_ArrayExpr"), let target, let element = types.element(of: target) {
      // The type goes to the elements.
      for part in argument.list("elements") where !part.is("A_ArrayExpr") {
        let type = type(of: part, in: scopes)
        if type == .unknown { check(literal: part, for: element) }
      }
      return target
    }
    let source = type(of: argument, in: scopes)
    if convert(argument, source, to: target, .explicit) == false, let source, let target {
      report(.typeMismatch, "no cast of \(source) to \(target) exists", at: node.location)
    }
    return target
  }

  /// The type that a cast names; nil where it is not known.
  func type(_ written: SyntaxNode) -> DataType? {
    guard !written.bool("pct_type") else { return nil }
    var reference = TypeReference(written: written)
    reference.dimensions = written.list("arrayBounds").count
    let names = written.list("names").compactMap(\.stringValue)
    if names.count > 1 {
      reference.schema = names[names.count - 2] == "pg_catalog" ? nil : names[names.count - 2]
      return types.type(reference)
    }
    reference.schema = nil
    if let type = types.type(reference) { return type }
    for schema in catalog.path(nil) {
      reference.schema = schema
      if let type = types.type(reference) { return type }
    }
    return nil
  }

  private mutating func type(ofCase node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    let subject = node["arg"]
    let subjectType = subject.flatMap { type(of: $0, in: scopes) }
    var results: [SyntaxNode] = []
    for arm in node.list("args") {
      if let condition = arm["expr"] {
        if let subject {
          let type = type(of: condition, in: scopes)
          _ = apply(
            "=",
            Operand(node: subject, type: subjectType == .unknown ? .text : subjectType),
            Operand(node: condition, type: type),
            at: condition.location
          )
        } else {
          check(condition: condition, in: scopes, of: "what CASE WHEN tests")
        }
      }
      if let result = arm["result"] { results.append(result) }
    }
    // PostgreSQL looks at ELSE first; without one it is NULL.
    if let otherwise = node["defresult"] { results.insert(otherwise, at: 0) }
    return common(results, in: scopes, of: "CASE")
  }

  private mutating func type(ofSublink node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    let test = node["testexpr"]
    let tested = test.flatMap { type(of: $0, in: scopes) }
    let columns = node["subselect"].flatMap { self.columns(of: $0, outer: scopes) }
    let kind = node.string("subLinkType")
    guard kind != "EXISTS_SUBLINK" else { return .bool }
    let isRow = test?.is("RowExpr") == true
    if let columns, !isRow, columns.count != 1, kind != "MULTIEXPR_SUBLINK" {
      report(.columnCount, "a subquery here must return one column", at: node.location)
      return nil
    }
    switch kind {
    case "EXPR_SUBLINK": return columns?.first?.type
    case "ARRAY_SUBLINK":
      return columns?.first?.type.flatMap { type in
        types.element(of: type) != nil ? type : types.array(of: type)
      }
    case "ANY_SUBLINK", "ALL_SUBLINK":
      if let test, isRow, let columns, let subselect = node["subselect"] {
        compare(test.list("args"), columns, of: subselect, node, scopes)
      }
      guard let test, !isRow, let column = columns?.first, let subselect = node["subselect"] else {
        return .bool
      }
      let name = node.list("operName").last?.stringValue ?? "="
      guard node.list("operName").count <= 1 else { return .bool }
      _ = apply(
        name,
        Operand(node: test, type: tested),
        Operand(node: subselect, type: column.type),
        at: node.location
      )
      return .bool
    default: return nil
    }
  }

  /// `(a, b) IN (SELECT …)`.
  private mutating func compare(
    _ cells: [SyntaxNode],
    _ columns: [TypedColumn],
    of query: SyntaxNode,
    _ node: SyntaxNode,
    _ scopes: [TypedScope]
  ) {
    guard !cells.contains(where: { $0.list("fields").last?.is("A_Star") == true }) else { return }
    guard cells.count == columns.count else {
      return report(
        .columnCount,
        "the subquery gives \(columns.count) columns, and is compared with \(cells.count) values",
        at: node.location
      )
    }
    let name = node.list("operName").last?.stringValue ?? "="
    guard node.list("operName").count <= 1 else { return }
    for (cell, column) in zip(cells, columns) {
      _ = apply(
        name,
        Operand(node: cell, type: type(of: cell, in: scopes)),
        Operand(node: query, type: column.type),
        at: place(of: cell)
      )
    }
  }

  private mutating func type(
    ofIndirection node: SyntaxNode,
    in scopes: [TypedScope]
  ) -> DataType? {
    var current = node["arg"].flatMap { type(of: $0, in: scopes) }
    for step in node.list("indirection") {
      for index in [step["lidx"], step["uidx"]] {
        if let index { _ = type(of: index, in: scopes) }
      }
      guard let type = current, let base = types.base(type) else { return nil }
      if step.is("A_Indices") {
        if base == .jsonb { continue }
        if let builtin = base.builtin, types.element(of: base) == nil, builtin.kind == .base,
          !Self.ofNumbers.contains(builtin.name), base != .unknown
        {
          report(.typeMismatch, "a value of type \(type) has no elements", at: place(of: node))
        }
        if !step.bool("is_slice") { current = types.element(of: base) }
      } else if let field = step.stringValue {
        let columns = types.columns(of: base)
        let known = columns?.first { $0.name == field }
        if let columns, known == nil, !mayBeFunction(field) {
          let near = Spelling.nearest(to: field, among: columns.map(\.name))
          let hint = near.map { ": did you mean \($0.quotedIfNeeded)?" } ?? ""
          report(
            .unknownColumn,
            "type \(type) has no field \(field.quotedIfNeeded)\(hint)",
            at: place(of: node)
          )
        }
        current = known?.type
      } else {
        return nil
      }
    }
    return current
  }

  /// `(row).f` may be the function `f(row)`.
  private func mayBeFunction(_ name: String) -> Bool {
    SystemColumns.names.contains(name) || BuiltinFunctions.contains(name)
      || catalog.path(nil).contains { catalog.schemas[$0]?.functions[name] != nil }
  }

  /// What PostgreSQL stores as an array of a fixed length.
  private static let ofNumbers: Set = ["name", "point", "lseg", "box", "line"]

  private static func type(ofValue node: SyntaxNode) -> DataType? {
    switch node.string("op") {
    case nil, "SVFOP_CURRENT_DATE": .date
    case "SVFOP_CURRENT_TIME", "SVFOP_CURRENT_TIME_N": .timetz
    case "SVFOP_CURRENT_TIMESTAMP", "SVFOP_CURRENT_TIMESTAMP_N": .timestamptz
    case "SVFOP_LOCALTIME", "SVFOP_LOCALTIME_N": .time
    case "SVFOP_LOCALTIMESTAMP", "SVFOP_LOCALTIMESTAMP_N": .timestamp
    default: .name
    }
  }
}
