import PostgresSyntax

extension Replay {
  /// Whether a column's type has a default operator class, where the statement names none.
  mutating func checkClass(
    of element: SyntaxNode,
    _ type: TypeReference?,
    _ method: String,
    at start: Int
  ) -> Bool {
    guard element.list("opclass").isEmpty, let type, !catalog.mayHaveOwnClasses(of: method) else {
      return true
    }
    let count = findings.count
    let place = element.string("name").flatMap { text.offset(of: $0, after: start) } ?? start
    checkTypes(in: .query) { check in
      guard let type = check.types.type(type),
        check.types.hasDefaultClass(type, of: method) == false
      else { return }
      check.report(
        .typeMismatch,
        "type \(type) has no default operator class for \(method)",
        at: place
      )
    }
    return findings.count == count
  }

  /// The same for an expression.
  mutating func checkClass(
    of element: SyntaxNode,
    _ expression: SyntaxNode,
    _ id: RelationID,
    _ table: Relation,
    _ method: String
  ) {
    guard element.list("opclass").isEmpty, !catalog.mayHaveOwnClasses(of: method) else { return }
    checkTypes(in: .query) { check in
      let scope = TypedScope.table(id, table, check.types)
      guard let type = check.type(of: expression, in: [scope]),
        check.types.hasDefaultClass(type, of: method) == false
      else { return }
      check.report(
        .typeMismatch,
        "type \(type) has no default operator class for \(method)",
        at: check.place(of: expression)
      )
    }
  }

  /// The same for the columns of a key, whose index is a btree.
  mutating func checkClasses(ofKey columns: [String], _ table: Relation, at place: Int) -> Bool {
    let missing = columns.filter { name in
      guard let type = table.column(name)?.type, !catalog.mayHaveOwnClasses(of: "btree"),
        !catalog.isTainted, !catalog.customs.hasCasts
      else { return false }
      let types = TypeSystem(catalog: catalog)
      return types.type(type).flatMap { types.hasDefaultClass($0, of: "btree") } == false
    }
    guard let name = missing.first, let type = table.column(name)?.type else { return true }
    report(
      .typeMismatch,
      "column \(name.quotedIfNeeded) is \(type), which has no order that a key could use",
      at: text.offset(of: name, after: place) ?? place
    )
    return false
  }

  /// What the access methods that PostgreSQL brings cannot do.
  mutating func checkMethod(_ index: Index, _ node: SyntaxNode, at place: Int?) -> Bool {
    let isMany = node.list("indexParams").count > 1
    let what: String?
    switch index.method {
    case "hash", "spgist":
      what = index.isUnique ? "unique" : isMany ? "of several columns" : nil
    case "gin", "gist", "brin": what = index.isUnique ? "unique" : nil
    default: what = nil
    }
    guard let what else { return true }
    report(.wrongKind, "an index of the method \(index.method) cannot be \(what)", at: place)
    return false
  }
}
