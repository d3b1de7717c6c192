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
    } else if !node.bool("pct_type") {
      type.schema = check(type, at: node.location)
    }
    return type
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
    for name in catalog.extensions where name != "plpgsql" {
      guard let types = TypeNames.ofExtension[name] else { return type.schema }
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
    for (id, entry) in catalog.relations {
      for column in entry.columns
      where column.type.name == name && column.type.schema == schema
        && id != RelationID(schema: schema, name: name)
      {
        users.append("column \(column.name.quotedIfNeeded) of \(entry.kind.word) \(id)")
      }
    }
    for (other, entry) in catalog.schemas.sorted(by: { $0.key < $1.key }) {
      for (domain, type) in entry.types.sorted(by: { $0.key < $1.key })
      where type.base?.name == name && type.base?.schema == schema {
        users.append("domain \(RelationID(schema: other, name: domain))")
      }
      for (function, overloads) in entry.functions.sorted(by: { $0.key < $1.key })
      where overloads.contains(where: { $0.types.contains(TypeID(schema: schema, name: name)) }) {
        users.append("function \(RelationID(schema: other, name: function))")
      }
    }
    return users
  }
}

/// A type's schema and name.
struct TypeID: Hashable, Sendable {
  var schema: String
  var name: String
}
