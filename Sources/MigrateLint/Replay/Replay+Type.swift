import PostgresSyntax

extension Replay {
  /// A type as the statement names it, after a look whether it exists.
  mutating func type(_ node: SyntaxNode) -> TypeReference {
    let names = node.list("names").compactMap(\.stringValue)
    let schema = names.count > 1 ? names[names.count - 2] : nil
    let modifiers = node.list("typmods").compactMap { $0["ival"]?.intValue }
    var type = TypeReference(
      schema: schema,
      name: names.last ?? "",
      modifiers: modifiers,
      dimensions: node.list("arrayBounds").count
    )
    if schema == "pg_catalog" {
      type.schema = nil
    } else if node.bool("pct_type") {
      checkColumn(ofType: names, at: node.location)
    } else {
      type.schema = check(type, at: node.location)
    }
    return type
  }

  /// `table.column%TYPE` in the head of a function.
  private mutating func checkColumn(ofType names: [String], at offset: Int?) {
    guard names.count == 2 || names.count == 3, let column = names.last else { return }
    let name = RelationName(
      schema: names.count > 2 ? names[0] : nil,
      name: names[names.count - 2]
    )
    let place = offset ?? text.range.lowerBound
    guard let (id, table) = catalog.relation(name) else {
      guard !catalog.mayHold(name) else { return }
      return report(text.unknownRelation(name, in: catalog, at: place))
    }
    _ = check(column: column, of: id, table, after: place)
  }

  /// - Returns: The schema of a type that is not PostgreSQL's own.
  private mutating func check(_ type: TypeReference, at offset: Int?) -> String? {
    if type.schema == nil,
      TypeNames.builtin.contains(type.name) || TypeNames.serial[type.name] != nil
    {
      return nil
    }
    for schema in catalog.path(type.schema) {
      if catalog.schemas[schema]?.types[type.name] != nil { return schema }
      let relation = catalog[RelationID(schema: schema, name: type.name)]
      if relation?.kind.hasColumns == true { return schema }
    }
    if let schema = type.schema, schema == "information_schema" { return schema }
    // The row types of PostgreSQL's own tables, and its types that no column is meant to have.
    if type.schema == nil, type.name.hasPrefix("pg_") { return nil }
    for schema in catalog.path(type.schema)
    where catalog.schemas[schema]?.hasMultirange(type.name) == true {
      return schema
    }
    for name in catalog.extensions where name != "plpgsql" {
      guard let types = ExtensionObjects.all[name]?.types ?? TypeNames.ofExtension[name] else {
        return type.schema
      }
      if types.contains(type.name) { return type.schema }
    }
    // The array type of another one, by its internal name.
    if type.name.hasPrefix("_") { return type.schema }
    let fix = text.token(at: offset ?? -1).flatMap { token in
      Spelling.nearest(to: type.name, among: knownTypes).map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    }
    report(.unknownType, "no type \(type.name.quotedIfNeeded) exists here", at: offset, fix: fix)
    return type.schema
  }

  private var knownTypes: [String] {
    (catalog.path(nil).flatMap { catalog.schemas[$0]?.types.keys.sorted() ?? [] })
      + TypeNames.builtin.sorted()
  }

  /// Whether something is of a type: a column, a function's argument, or another type.
  func users(ofType schema: String, _ name: String) -> [String] {
    var users: [String] = []
    let type = TypeID(schema: schema, name: name)
    for id in catalog.users(ofType: type) {
      guard let entry = catalog[id] else { continue }
      for column in entry.columns
      where column.type.name == name && column.type.schema == schema
        && id != RelationID(schema: schema, name: name)
      {
        users.append("column \(column.name.quotedIfNeeded) of \(entry.kind.word) \(id)")
      }
    }
    for (other, entry) in catalog.schemas.sorted(by: { $0.key < $1.key }) {
      for (domain, its) in entry.types
      where its.base?.name == name && its.base?.schema == schema {
        users.append("domain \(RelationID(schema: other, name: domain))")
      }
      guard entry.hasFunctions(ofType: type) else { continue }
      for (function, overloads) in entry.functions
      where overloads.contains(where: { $0.types.contains(type) }) {
        users.append("function \(RelationID(schema: other, name: function))")
      }
    }
    return users
  }

  /// Takes away what is of a type, as DROP TYPE … CASCADE does: columns, functions and domains.
  mutating func removeUsers(ofType type: TypeID) {
    for id in catalog.users(ofType: type)
    where id != RelationID(schema: type.schema, name: type.name) {
      guard let entry = catalog[id] else { continue }
      for column in entry.columns
      where column.type.name == type.name && column.type.schema == type.schema {
        guard entry.kind.isTable || entry.kind == .compositeType else {
          remove(.relation(id))
          break
        }
        remove(.column(id, column.name))
      }
    }
    for (schema, entry) in catalog.schemas {
      for (name, overloads) in entry.functions where entry.hasFunctions(ofType: type) {
        let rest = overloads.filter { !$0.types.contains(type) }
        guard rest.count < overloads.count else { continue }
        catalog.schemas[schema]?.functions[name] = rest.isEmpty ? nil : rest
      }
      for (name, domain) in entry.types
      where domain.base?.name == type.name && domain.base?.schema == type.schema {
        removeUsers(ofType: TypeID(schema: schema, name: name))
        catalog.schemas[schema]?.types[name] = nil
      }
    }
  }

  /// Tells all that is of a type its new name or schema.
  mutating func renameUsers(ofType old: TypeID, to new: TypeID) {
    func renamed(_ type: TypeReference) -> TypeReference? {
      guard type.name == old.name, type.schema == old.schema else { return nil }
      var changed = type
      (changed.schema, changed.name) = (new.schema, new.name)
      return changed
    }
    for id in catalog.users(ofType: old) {
      guard var changed = catalog[id] else { continue }
      for index in changed.columns.indices {
        changed.columns[index].type =
          renamed(changed.columns[index].type) ?? changed.columns[index].type
      }
      catalog[id] = changed
    }
    for (schema, entry) in catalog.schemas {
      for (name, type) in entry.types {
        guard let base = type.base.flatMap(renamed) else { continue }
        catalog.schemas[schema]?.types[name]?.base = base
      }
      guard entry.hasFunctions(ofType: old) else { continue }
      for (name, overloads) in entry.functions
      where overloads.contains(where: { $0.types.contains(old) }) {
        catalog.schemas[schema]?.functions[name] = overloads.map { $0.renaming(old, to: new) }
      }
    }
  }
}

extension FunctionEntry {
  fileprivate func renaming(_ old: TypeID, to new: TypeID) -> FunctionEntry {
    guard types.contains(old) else { return self }
    func renamed(_ type: TypeReference) -> TypeReference {
      guard type.name == old.name, type.schema == old.schema else { return type }
      var changed = type
      (changed.schema, changed.name) = (new.schema, new.name)
      return changed
    }
    var changed = self
    changed.arguments = arguments.map(renamed)
    changed.result = result.map(renamed)
    changed.columns = columns?.map { ResultColumn(name: $0.name, type: renamed($0.type)) }
    changed.types.remove(old)
    changed.types.insert(new)
    func renamed(_ argument: String) -> String {
      switch argument {
      case old.name: new.name
      case old.name + "[]": new.name + "[]"
      default: argument
      }
    }
    changed.argumentTypes = argumentTypes.map(renamed)
    changed.allArgumentTypes = allArgumentTypes.map(renamed)
    return changed
  }
}

/// A type's schema and name.
struct TypeID: Hashable, Sendable {
  var schema: String
  var name: String
}
