import PostgresSyntax

/// What names mean at one place of a body: what they are, and of which types.
struct BodyScopes {
  var names: [Scope] = []
  var types: [TypedScope] = []

  func adding(_ scope: Scope, _ typed: TypedScope) -> BodyScopes {
    BodyScopes(names: names + [scope], types: types + [typed])
  }

  /// The type of a variable that stands alone; nil where it is not known.
  func type(of name: String) -> DataType? {
    for scope in types.reversed() {
      if case .type(let type) = scope.meaning(of: name) { return type }
    }
    return nil
  }
}

/// Reads the types of variables.
struct BodyTypes {
  let text: BodyText
  let parser: Parser
  let catalog: Catalog

  private var types: TypeSystem { TypeSystem(catalog: catalog) }

  func scope(of variables: [BodyVariable], label: String? = nil, in outer: BodyScopes) -> TypedScope
  {
    var scope = TypedScope()
    for variable in variables { add(variable.name, type(of: variable, in: outer), to: &scope) }
    if let label { scope.addOpaque(label) }
    return scope
  }

  func add(_ name: String, _ type: DataType?, to scope: inout TypedScope) {
    let isPseudo = type?.builtin?.kind == .pseudo
    scope.entries.append(
      TypedScope.Entry(name: "", columns: [TypedColumn(name: name, type: isPseudo ? nil : type)])
    )
    let columns = type.flatMap { types.base($0) }.flatMap { types.columns(of: $0) }
    scope.entries.append(TypedScope.Entry(name: name, columns: columns ?? [], isQualified: true))
  }

  /// The variables that PL/pgSQL makes, and the parameters.
  func outermost(_ entry: FunctionEntry, named name: String) -> TypedScope {
    var scope = TypedScope()
    let builtin: [String: DataType] = [
      "found": .bool, "sqlerrm": .text, "sqlstate": .text, "tg_op": .text, "tg_when": .text,
      "tg_level": .text, "tg_name": .name, "tg_table_name": .name, "tg_table_schema": .name,
      "tg_relname": .name, "tg_nargs": .int4, "tg_event": .text, "tg_tag": .text,
    ]
    for variable in RoutineScope.builtin.sorted() { add(variable, builtin[variable], to: &scope) }
    let inputs = zip(entry.argumentNames, entry.arguments).map { ($0, types.type($1)) }
    let outputs = entry.outputs.map { ($0.name, types.type($0.type)) }
    var seen: Set<String> = [""]
    for (name, type) in inputs + outputs where seen.insert(name).inserted {
      add(name, type, to: &scope)
    }
    scope.addOpaque(name)
    return scope
  }

  /// The types of parameters that are of one type.
  func plain(_ references: [TypeReference]) -> [DataType?] {
    references.map { reference in
      types.type(reference).flatMap { $0.builtin?.kind == .pseudo ? nil : $0 }
    }
  }

  /// NEW and OLD: the columns that all tables have, with the types that they agree on.
  func rows(_ tables: [Relation]) -> TypedScope? {
    guard let first = tables.first, !tables.contains(where: \.isOpen) else { return nil }
    let columns = types.columns(of: first).map { column in
      let isSame = tables.allSatisfy { table in
        table.column(column.name).flatMap { types.type($0.type) } == column.type
      }
      return TypedColumn(name: column.name, type: isSame ? column.type : nil)
    }
    return TypedScope(
      entries: ["new", "old"].map {
        TypedScope.Entry(name: $0, columns: columns, isQualified: true)
      }
    )
  }

  private func type(of variable: BodyVariable, in scopes: BodyScopes) -> DataType? {
    switch variable.kind {
    case .counter: return .int4
    case .cursor, .label, .alias: return nil
    case .row(let name):
      guard let (id, _) = catalog.relation(name) else { return nil }
      return types.type(TypeReference(schema: id.schema, name: id.name))
    // Whatever is no plain name of a type counts as one.
    case .record, .named, .scalar: break
    }
    guard let range = variable.type else { return nil }
    let words = range.map { text.words[$0] }
    guard !words.contains("%") else { return type(ofCopy: range, words, in: scopes) }
    guard let first = range.first, let last = range.last else { return nil }
    let bytes = text.tokens[first].lowerBound..<text.tokens[last].upperBound
    let tree = try? parser.parse(Array("SELECT NULL::".utf8) + Array(text.source.bytes[bytes]))
    guard let tree, tree.statements.count == 1,
      let cast = tree.statements[0].node.list("targetList").first?["val"], cast.is("TypeCast"),
      let name = cast["typeName"]
    else { return nil }
    let statement = StatementText(source: text.source, range: bytes, tokens: [])
    return TypeCheck(catalog, statement, in: .query).type(name)
  }

  /// `variable%TYPE` and `table.column%TYPE`.
  private func type(ofCopy range: Range<Int>, _ words: [String], in scopes: BodyScopes) -> DataType?
  {
    guard words.suffix(2) == ["%", "type"] else { return nil }
    let names = zip(range, words).prefix { $0.1 != "%" }.filter { $0.1 != "." }
      .map { text.name($0.0) }
    guard let last = names.last else { return nil }
    if names.count == 1 { return scopes.type(of: last) }
    let table = RelationName(
      schema: names.count > 2 ? names[0] : nil,
      name: names[names.count - 2]
    )
    let column = catalog.relation(table)?.entry.column(last)
    return column.flatMap { types.type($0.type) }
  }
}

extension TypedScope {
  /// A name whose fields are not known.
  fileprivate mutating func addOpaque(_ name: String) {
    entries.append(Entry(name: name, columns: [], isQualified: true))
  }
}
