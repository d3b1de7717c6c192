extension SyntaxNode {
  /// The node as text in a form that is the same for most of what PostgreSQL keeps as the same,
  /// however it was written or printed: `IN (…)` and `= ANY (ARRAY[…])`, BETWEEN and two comparisons,
  /// literals and texts with a cast and without, brackets around AND, names with `pg_catalog` before
  /// them.
  ///
  /// Two nodes with the same text may mean different things in rare cases, such as `'1'::text` and
  /// `'1'::int`. Otherwise it is like ``canonicalText``.
  public var normalText: String {
    var normal = NormalText(tape: tape)
    normal.write(index, isOutermost: true)
    return normal.text
  }
}

/// Writes the text piece by piece, as bytes: most pieces stand in the tape as they are.
private struct NormalText {
  let tape: Tape
  private var bytes: [UInt8] = []

  init(tape: Tape) { self.tape = tape }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func write(_ position: Int, isOutermost: Bool = false) {
    let node = SyntaxNode(tape: tape, index: position)
    guard !Self.ignored.contains(where: node.isField) else { return }
    if !isOutermost {
      bytes += tape.fieldBytes(of: position)
      add(":")
    }
    switch tape.entries[position].kind {
    case .object: writeObject(node)
    case .array: writeList(node)
    case .string:
      add("'")
      addString(position)
      add("';")
    case .number:
      add(String(tape.int(position) ?? 0))
      add(";")
    default: add("=;")
    }
  }

  /// Where something stands, and how a call was spelled.
  private static let ignored: [StaticString] = ["location", "funcformat", "if_not_exists"]

  private mutating func add(_ text: StaticString) {
    text.withUTF8Buffer { bytes += $0 }
  }

  private mutating func add(_ text: String) { bytes += text.utf8 }

  private mutating func addString(_ position: Int) {
    let plain = tape.scalarBytes(of: position)
    if plain.contains(UInt8(ascii: "\\")) {
      add(tape.string(position) ?? "")
    } else {
      bytes += plain
    }
  }

  private mutating func writeObject(_ node: SyntaxNode) {
    let node = node.withoutCast
    if node.is("A_Expr") {
      writeOperation(node)
    } else if node.is("BoolExpr"), node.string("boolop") != "NOT_EXPR" {
      let operation = node.string("boolop") ?? ""
      writeJoined(operation, node.operands(of: operation))
    } else {
      writeFields(node)
    }
  }

  private mutating func writeFields(_ node: SyntaxNode) {
    bytes += tape.kindBytes(of: node.index)
    add("{")
    var position = node.index + 1
    while position < tape.next(after: node.index) {
      // What is in the usual schema is the same with the schema's name and without.
      let isUsual =
        tape.field(of: position, is: "schemaname") && tape.string(position) == "public"
      if !isUsual { write(position) }
      position = tape.next(after: position)
    }
    add("}")
  }

  private mutating func writeList(_ node: SyntaxNode) {
    let isName = node.isField("names") || node.isField("funcname") || node.isField("opclass")
    let end = tape.next(after: node.index)
    var position = node.index + 1
    add("[")
    if isName, position < end, tape.next(after: position) < end,
      SyntaxNode(tape: tape, index: position).stringValue == "pg_catalog"
    {
      position = tape.next(after: position)
    }
    while position < end {
      write(position)
      position = tape.next(after: position)
    }
    add("]")
  }

  // MARK: Operators

  private mutating func writeOperation(_ node: SyntaxNode) {
    let name = node.list("name").last?.stringValue ?? ""
    let (left, right) = (node["lexpr"], node["rexpr"])
    switch node.string("kind") {
    case "AEXPR_IN": writeChoice(name, left, right?.elements ?? [], isAll: name == "<>")
    case "AEXPR_OP_ANY", "AEXPR_OP_ALL":
      guard let array = right?.withoutCast, array.is("A_ArrayExpr") else {
        return writeFields(node)
      }
      let isAll = node.string("kind") == "AEXPR_OP_ALL"
      writeChoice(name, left, array.list("elements"), isAll: isAll)
    case "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN":
      let isIn = node.string("kind") == "AEXPR_BETWEEN"
      add(isIn ? "BoolExpr{AND_EXPR:" : "BoolExpr{OR_EXPR:")
      writeBounds(node)
      add("}")
    case "AEXPR_OP", "AEXPR_LIKE", "AEXPR_ILIKE": writeOperation(name, left, right)
    default: writeFields(node)
    }
  }

  private mutating func writeOperation(_ name: String, _ left: SyntaxNode?, _ right: SyntaxNode?) {
    add("A_Expr{")
    add(name)
    add(":")
    for side in [left, right] {
      if let side { writeObject(side) } else { add(";") }
    }
    add("}")
  }

  /// The two comparisons of a BETWEEN.
  private mutating func writeBounds(_ node: SyntaxNode) {
    let isIn = node.string("kind") == "AEXPR_BETWEEN"
    for (name, bound) in zip(isIn ? [">=", "<="] : ["<", ">"], node.list("rexpr")) {
      writeOperation(name, node["lexpr"], bound)
    }
  }

  /// One of a list, or none of it.
  private mutating func writeChoice(
    _ name: String,
    _ left: SyntaxNode?,
    _ elements: [SyntaxNode],
    isAll: Bool
  ) {
    if elements.count == 1 { return writeOperation(name, left, elements[0]) }
    add("A_Expr{")
    add(name)
    add(isAll ? " ALL:" : " ANY:")
    if let left { writeObject(left) }
    for element in elements { writeObject(element) }
    add("}")
  }

  private mutating func writeJoined(_ operation: String, _ operands: [SyntaxNode]) {
    add("BoolExpr{")
    add(operation)
    add(":")
    let between = operation == "AND_EXPR" ? "AEXPR_BETWEEN" : "AEXPR_NOT_BETWEEN"
    for operand in operands {
      if operand.string("kind") == between { writeBounds(operand) } else { writeObject(operand) }
    }
    add("}")
  }
}

extension SyntaxNode {
  /// What stands under casts of literals, of arrays of them, and under casts to text.
  fileprivate var withoutCast: SyntaxNode {
    guard self.is("TypeCast"), let argument = self["arg"], let type = self["typeName"] else {
      return self
    }
    let inner = argument.withoutCast
    let isText =
      type.list("typmods").isEmpty
      && ["text", "varchar", "bpchar"].contains(type.list("names").last?.stringValue ?? "")
    return isText || inner.is("A_Const") || inner.is("A_ArrayExpr") ? inner : self
  }

  /// The operands of AND or OR, whatever the brackets.
  fileprivate func operands(of operation: String) -> [SyntaxNode] {
    list("args").flatMap { argument in
      argument.is("BoolExpr") && argument.string("boolop") == operation
        ? argument.operands(of: operation) : [argument]
    }
  }
}
