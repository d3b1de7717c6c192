import PostgresSyntax

/// One side of an operator, or an argument.
struct Operand {
  var node: SyntaxNode
  /// Nil where it is not known.
  var type: DataType?
}

extension TypeCheck {
  mutating func type(ofOperator node: SyntaxNode, in scopes: [TypedScope]) -> DataType? {
    let names = node.list("name").compactMap(\.stringValue)
    let name = names.last ?? ""
    let kind = node.string("kind")
    guard let right = node["rexpr"] else { return nil }
    if kind == "AEXPR_IN" || kind?.holds("BETWEEN") == true {
      return type(ofList: node, name, right.elements, in: scopes)
    }
    let left = node["lexpr"]
    if let left, left.is("RowExpr"), right.is("RowExpr"), names.count == 1,
      kind == "AEXPR_OP" || kind == "AEXPR_DISTINCT" || kind == "AEXPR_NOT_DISTINCT"
    {
      compare(
        left.list("args"),
        right.list("args"),
        by: kind == "AEXPR_OP" ? name : "=",
        node,
        scopes
      )
      return .bool
    }
    if left?.is("RowExpr") == true {
      for part in [left, right].compactMap(\.self) { _ = type(of: part, in: scopes) }
      return nil
    }
    let leftType = left.flatMap { type(of: $0, in: scopes) }
    let rightType = type(of: right, in: scopes)
    // PostgreSQL's own is meant by the other way of writing, too.
    guard names.count == 1 || names.first == "pg_catalog" else { return nil }
    let leftOperand = left.map { Operand(node: $0, type: leftType) }
    switch kind {
    case "AEXPR_OP_ANY", "AEXPR_OP_ALL":
      guard let rightType, let base = types.base(rightType) else { return nil }
      let element = base == .unknown ? base : types.element(of: base)
      guard let element else {
        report(
          .typeMismatch,
          "ANY and ALL need an array on the right side, not \(rightType)",
          at: place(of: right)
        )
        return nil
      }
      _ = apply(
        name,
        leftOperand,
        Operand(node: right, type: element),
        at: node.location,
        isEach: true
      )
      return .bool
    case "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT":
      _ = apply("=", leftOperand, Operand(node: right, type: rightType), at: node.location)
      return .bool
    case "AEXPR_NULLIF":
      _ = apply("=", leftOperand, Operand(node: right, type: rightType), at: node.location)
      return leftType == .unknown ? nil : leftType
    default:
      return apply(name, leftOperand, Operand(node: right, type: rightType), at: node.location)
    }
  }

  /// Rows are compared value by value.
  private mutating func compare(
    _ left: [SyntaxNode],
    _ right: [SyntaxNode],
    by name: String,
    _ node: SyntaxNode,
    _ scopes: [TypedScope]
  ) {
    let isWhole = (left + right).contains { part in
      part.list("fields").last?.is("A_Star") == true
    }
    let types = (left + right).map { type(of: $0, in: scopes) }
    guard !isWhole else { return }
    guard left.count == right.count else {
      return report(
        .columnCount,
        "the rows that are compared have \(left.count) and \(right.count) values",
        at: right.first.flatMap { place(of: $0) } ?? node.location
      )
    }
    for (index, (one, other)) in zip(left, right).enumerated() {
      // A row in a row is compared by itself.
      guard !one.is("RowExpr"), !other.is("RowExpr") else { continue }
      _ = apply(
        name,
        Operand(node: one, type: types[index]),
        Operand(node: other, type: types[left.count + index]),
        at: place(of: other) ?? node.location
      )
    }
  }

  private mutating func type(
    ofList node: SyntaxNode,
    _ name: String,
    _ elements: [SyntaxNode],
    in scopes: [TypedScope]
  ) -> DataType? {
    guard let left = node["lexpr"] else { return nil }
    if left.is("RowExpr") {
      for row in elements {
        if row.is("RowExpr") {
          compare(left.list("args"), row.list("args"), by: name, node, scopes)
        } else {
          _ = type(of: row, in: scopes)
        }
      }
      return .bool
    }
    let subject = Operand(node: left, type: type(of: left, in: scopes))
    let given = elements.map { Operand(node: $0, type: type(of: $0, in: scopes)) }
    if node.string("kind") == "AEXPR_IN" {
      let values = given.filter { !$0.node.holdsColumn }
      let known = ([subject] + values).compactMap(\.type)
      if values.count > 1 {
        guard known.count == values.count + 1 else { return .bool }
        switch types.common(known) {
        case .notKnown: return .bool
        case .type(let common):
          // One operator judges the whole list.
          for value in values {
            guard convert(value.node, value.type, to: common, .implicit) != nil else {
              return .bool
            }
          }
          guard let first = values.first else { return .bool }
          _ = apply(name, subject, Operand(node: first.node, type: common), at: node.location)
          for value in given where value.node.holdsColumn {
            _ = apply(name, subject, value, at: node.location)
          }
          return .bool
        case .none: break
        }
      }
      for value in given { _ = apply(name, subject, value, at: node.location) }
      return .bool
    }
    let isNot = node.string("kind")?.holds("NOT") == true
    let operators = isNot ? ["<", ">"] : [">=", "<="]
    for (value, name) in zip(given, operators) {
      _ = apply(name, subject, value, at: node.location)
    }
    return .bool
  }

  /// Finds the operator for two types and converts both sides (`oper` of `parse_oper.c`). `isEach`
  /// tells that the right side is an array, of whose elements the type is.
  ///
  /// - Returns: The type of its result; nil where that is not known, or after a report.
  mutating func apply(
    _ name: String,
    _ left: Operand?,
    _ right: Operand,
    at offset: Int?,
    isEach: Bool = false
  ) -> DataType? {
    let operands = [left, right].compactMap(\.self)
    let given = operands.compactMap(\.type)
    guard given.count == operands.count, !catalog.customs.operators.contains(name) else {
      return nil
    }
    let overloads = (BuiltinOperators.all[name] ?? []).filter { ($0.left == nil) == (left == nil) }
    if let exact = exact(given, overloads) {
      return apply(exact, operands, isEach: isEach, name, at: offset)
    }
    let takesLiteral = given.contains(.unknown)
    guard !catalog.mayHaveOwn(operator: name, takesLiteral: takesLiteral) else { return nil }
    switch types.choose(given, overloads.map(\.arguments)) {
    case .chosen(let place):
      return apply(overloads[place], operands, isEach: isEach, name, at: offset)
    case .none:
      let shown = left == nil ? "\(name) \(given[0])" : "\(given[0]) \(name) \(given[1])"
      report(.unknownFunction, "no operator \(shown) exists", at: offset)
      return nil
    case .ambiguous:
      let shown = left == nil ? "\(name) \(given[0])" : "\(given[0]) \(name) \(given[1])"
      report(.ambiguousName, "the operator \(shown) is not unique", at: offset)
      return nil
    case .notKnown: return nil
    }
  }

  /// The overload that takes just these types, where a literal is taken for what the other side is.
  private func exact(
    _ given: [DataType],
    _ overloads: [OperatorSignature]
  ) -> OperatorSignature? {
    var wanted = given
    var isGuessed = false
    if wanted.count == 2, wanted.contains(.unknown), wanted[0] != wanted[1] {
      let known = wanted[0] == .unknown ? wanted[1] : wanted[0]
      wanted = [known, known]
      isGuessed = true
    }
    if let found = overloads.first(where: { $0.arguments == wanted }) { return found }
    guard isGuessed, let base = types.base(wanted[0]), base != wanted[0] else { return nil }
    return overloads.first { $0.arguments == [base, base] }
  }

  private mutating func apply(
    _ signature: OperatorSignature,
    _ operands: [Operand],
    isEach: Bool,
    _ name: String,
    at offset: Int?
  ) -> DataType? {
    let declared = signature.arguments
    let given = operands.compactMap(\.type)
    var binding: Binding?
    if declared.contains(where: { $0.family != nil }) {
      guard case .consistent(let found) = Binding.of(given, as: declared, in: types) else {
        return nil
      }
      binding = found
    }
    for (index, operand) in operands.enumerated() {
      let target = binding.map { $0.actual(declared[index], in: types) } ?? declared[index]
      if isEach, index == operands.count - 1 {
        // The elements of an array are converted as one.
        if operand.type == .unknown, let array = target.flatMap({ types.array(of: $0) }) {
          check(literal: operand.node, for: array)
        }
        continue
      }
      convert(operand.node, operand.type, to: target, .implicit)
    }
    if !signature.isImmutable {
      // Text beside any value is put together as a function in SQL, of which the conversion counts.
      let isJoined = name == "||" && declared.contains { $0.builtin?.name == "anynonarray" }
      let isMutable =
        !isJoined
        || given.contains { $0 != .text && $0 != .unknown && !types.hasImmutableOutput($0) }
      if isMutable {
        let shown = given.map(\.description).joined(separator: " \(name) ")
        reportMutable("the operator \(shown)", at: offset)
      }
    }
    return binding.map { $0.actual(signature.result, in: types) } ?? signature.result
  }
}

extension SyntaxNode {
  /// Whether an expression reads a column.
  fileprivate var holdsColumn: Bool {
    self.is("ColumnRef") || descendants.contains { $0.is("ColumnRef") }
  }
}
