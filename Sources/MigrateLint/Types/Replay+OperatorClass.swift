import PostgresSyntax

extension Replay {
  /// Whether a column's type has a default operator class, where the statement names none.
  mutating func checkClass(
    of element: SyntaxNode,
    _ type: TypeReference?,
    _ method: String,
    at start: Int
  ) -> Bool {
    let count = findings.count
    let place = element.string("name").flatMap { text.offset(of: $0, after: start) } ?? start
    guard element.list("opclass").isEmpty else {
      checkTypes(in: .query) { check in
        check.check(class: element, method, takes: type.flatMap { check.types.type($0) }, at: place)
      }
      return findings.count == count
    }
    guard let type, !catalog.mayHaveOwnClasses(of: method) else { return true }
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
    let hasOwn = catalog.mayHaveOwnClasses(of: method)
    checkTypes(in: .query) { check in
      let scope = TypedScope.table(id, table, check.types)
      guard element.list("opclass").isEmpty else {
        let type = check.type(of: expression, in: [scope])
        return check.check(class: element, method, takes: type, at: check.place(of: expression))
      }
      guard !hasOwn else { return }
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

extension TypeCheck {
  /// Whether a class that is named takes a type. A text that is limited is a text to it, a domain what
  /// it stands on.
  fileprivate mutating func check(
    class element: SyntaxNode,
    _ method: String,
    takes type: DataType?,
    at offset: Int?
  ) {
    let names = element.list("opclass").compactMap(\.stringValue)
    guard names.count == 1, method != "brin", let wanted = Self.inputs[names[0]],
      !catalog.customs.hasOperatorClasses, let type, let base = types.base(type),
      case .builtin(let code) = base
    else { return }
    let name = BuiltinTypes.all[Int(code)].name
    guard name != wanted, name != "unknown", !(name == "varchar" && wanted == "text"),
      !(name == "cidr" && wanted == "inet")
    else { return }
    report(
      .typeMismatch,
      "the operator class \(names[0]) is for \(wanted), not for \(type)",
      at: offset
    )
  }

  /// What the classes that people name take.
  private static let inputs = [
    "int2_ops": "int2", "int4_ops": "int4", "int8_ops": "int8", "text_ops": "text",
    "varchar_ops": "text", "text_pattern_ops": "text", "varchar_pattern_ops": "text",
    "bpchar_ops": "bpchar", "bpchar_pattern_ops": "bpchar", "uuid_ops": "uuid",
    "date_ops": "date", "timestamp_ops": "timestamp", "timestamptz_ops": "timestamptz",
    "numeric_ops": "numeric", "jsonb_ops": "jsonb", "jsonb_path_ops": "jsonb",
    "tsvector_ops": "tsvector", "inet_ops": "inet", "bool_ops": "bool",
    "gin_trgm_ops": "text", "gist_trgm_ops": "text",
  ]
}
