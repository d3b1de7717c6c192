import PostgresSyntax

/// What type an expression must be of, or become by itself.
enum WantedType {
  case any
  /// Boolean; with what it is the condition of.
  case condition(String)
  /// That of a column; with what the column is called.
  case type(TypeReference?, String)

  static func column(_ name: String?, of table: Relation) -> WantedType {
    let name = name ?? ""
    return .type(table.column(name)?.type, "column \(name.quotedIfNeeded)")
  }
}

extension Replay {
  /// Derives the types in a statement whose names are all known.
  mutating func checkTypes(
    in context: ExpressionCheck.Context,
    _ body: (inout TypeCheck) -> Void
  ) {
    guard !catalog.isTainted, !catalog.customs.hasCasts else { return }
    var check = TypeCheck(catalog, text, in: context)
    check.own = ownFunction
    body(&check)
    for finding in check.findings {
      guard !findings.contains(where: { $0.place == finding.place && $0.rule == finding.rule })
      else { continue }
      // A later server has functions, operators and casts that the tables do not.
      report(configuration.postgresVersion > 15 ? finding.asWarning : finding)
    }
  }

  /// Derives the type of an expression, and reports where it is not the one that it must be.
  mutating func checkType(
    of expression: SyntaxNode,
    _ wanted: WantedType,
    as context: ExpressionCheck.Context,
    _ scopes: (TypeSystem) -> [TypedScope]
  ) {
    checkTypes(in: context) { check in
      let scopes = scopes(check.types)
      switch wanted {
      case .any: _ = check.type(of: expression, in: scopes)
      case .condition(let what): check.check(condition: expression, in: scopes, of: what)
      case .type(let type, let what):
        let target = type.flatMap { check.types.type($0) }
        check.check(expression, in: scopes, assignedTo: target, what)
      }
    }
  }

  /// The type that a default is written in; that of the column for a literal.
  func defaultType(_ expression: SyntaxNode, of column: Column?) -> DataType? {
    guard !catalog.isTainted, !catalog.customs.hasCasts, let column else { return nil }
    var check = TypeCheck(catalog, text, in: .columnDefault)
    let type = check.type(of: expression, in: [])
    guard type == .unknown else { return type }
    return check.types.type(column.type).flatMap { check.types.base($0) }
  }

  /// The types of a query's columns, of which the length or precision is none; nil where their number
  /// is not known.
  mutating func derivedTypes(of query: SyntaxNode) -> [TypeReference?]? {
    var types: [TypeReference?]?
    let isRoutine = !blockScopes.isEmpty
    checkTypes(in: .query) { check in
      let outer = isRoutine ? [TypedScope(isOpen: true)] : []
      types = check.columns(of: query, outer: outer)?.map { $0.type?.plainReference }
    }
    return types
  }

  /// The default and the checks of a domain, in which VALUE stands for the value.
  mutating func checkTypes(ofDomain constraints: [SyntaxNode], _ base: TypeReference) {
    for constraint in constraints {
      guard let expression = constraint["raw_expr"] else { continue }
      let isCheck = constraint.string("contype") == "CONSTR_CHECK"
      checkTypes(in: isCheck ? .check : .columnDefault) { check in
        let type = check.types.type(base)
        guard isCheck else {
          return check.check(expression, in: [], assignedTo: type, "the domain")
        }
        let value = TypedScope.Entry(
          name: "",
          columns: [TypedColumn(name: "value", type: type)]
        )
        check.check(condition: expression, in: [TypedScope(entries: [value])], of: "CHECK")
      }
    }
  }

  /// Whether the values of a column, and its default, become values of another type: by USING, or by
  /// themselves.
  mutating func checkConversion(
    of name: String,
    _ table: Relation,
    _ id: RelationID,
    to wanted: TypeReference,
    _ definition: SyntaxNode?,
    at start: Int
  ) -> Bool {
    let count = findings.count
    guard let column = table.column(name) else { return true }
    let place = text.offset(of: name, after: start)
    checkTypes(in: .query) { check in
      // USING is for the rows, not for the default.
      if column.expression != nil, !column.isGenerated, let written = column.defaultType,
        let new = check.types.type(wanted),
        check.types.canCoerce(written, to: new, .assignment) == false
      {
        check.report(
          .typeMismatch,
          "the default of column \(name.quotedIfNeeded) is of type \(written), and cannot become "
            + "\(new) by itself: drop it first",
          at: place
        )
      }
      guard definition?["raw_default"] == nil else { return }
      guard let old = check.types.type(column.type), let new = check.types.type(wanted),
        check.types.canCoerce(old, to: new, .assignment) == false
      else { return }
      check.report(
        .typeMismatch,
        "column \(name.quotedIfNeeded) of table \(id) cannot become \(new) by itself: it is "
          + "\(old), and needs USING",
        at: place
      )
    }
    return findings.count == count
  }

  /// CREATE OR REPLACE VIEW keeps the types of the columns.
  mutating func checkReplaced(
    _ old: Relation,
    _ new: Relation,
    _ id: RelationID,
    at place: Int?
  ) {
    guard !old.isOpen, !new.isOpen, !catalog.isTainted, !catalog.customs.hasCasts else { return }
    let types = TypeSystem(catalog: catalog)
    for (was, now) in zip(old.columns, new.columns) where was.name == now.name {
      guard let from = types.type(was.type), let to = types.type(now.type), from != to else {
        continue
      }
      report(
        .typeMismatch,
        "column \(was.name.quotedIfNeeded) of view \(id) is \(from), and cannot become \(to)",
        at: place
      )
    }
  }
}

extension TypeCheck {
  /// Derives a query or a change of rows.
  mutating func check(statement node: SyntaxNode, outer: [TypedScope] = []) {
    if node.is("SelectStmt") {
      _ = columns(of: node, outer: outer)
    } else if node.is("MergeStmt") {
      check(merge: node, outer: outer)
    } else {
      check(change: node, outer: outer)
    }
  }
}

extension DataType {
  /// The type as a column's, where no length or precision belongs to it.
  fileprivate var plainReference: TypeReference? {
    switch self {
    case .own(let id): return TypeReference(schema: id.schema, name: id.name)
    case .arrayOfOwn(let id):
      return TypeReference(schema: id.schema, name: id.name, dimensions: 1)
    case .builtin:
      guard let builtin, builtin.kind != .pseudo else { return nil }
      let isArray = builtin.name.hasPrefix("_")
      let name = isArray ? String(builtin.name.dropFirst()) : builtin.name
      let measured: Set = [
        "varchar", "bpchar", "numeric", "bit", "varbit", "time", "timetz", "timestamp",
        "timestamptz", "interval",
      ]
      guard !measured.contains(name) else { return nil }
      return TypeReference(name: name, dimensions: isArray ? 1 : 0)
    }
  }
}
