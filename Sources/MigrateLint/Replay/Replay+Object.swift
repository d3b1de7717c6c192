import PostgresSyntax

// Objects of which only the name is followed: whether it is there, and whether it is free.
extension Replay {
  /// Reports a missing object.
  ///
  /// - Returns: Whether it is there, as far as that is known.
  @discardableResult
  mutating func check(
    _ kind: NamedObject.Kind,
    _ name: RelationName,
    at offset: Int? = nil
  ) -> Bool {
    let place = offset ?? text.offset(of: name.name, after: text.range.lowerBound + 3)
    if let schema = name.schema, kind.isInSchema, !checkSchema(schema, at: place) { return false }
    guard catalog.has(kind, name) == false else { return true }
    report(.unknownObject, "no \(kind.word) \(name) exists here", at: place)
    return false
  }

  /// Makes an object, or reports that the name is taken.
  mutating func make(
    _ kind: NamedObject.Kind,
    _ name: RelationName,
    tables: Set<RelationID> = []
  ) {
    var schema: String?
    let place = text.offset(of: name.name, after: text.range.lowerBound + 3)
    if kind.isInSchema {
      guard let id = creationID(name, at: place) else { return }
      schema = id.schema
    }
    let object = NamedObject(kind: kind, schema: schema, name: name.name)
    let isBuiltin =
      BuiltinObjects.contains(kind, name.name) && (schema == nil || schema == "pg_catalog")
    guard catalog.objects[object]?.isThere != true, !isBuiltin else {
      return report(.nameTaken, "a \(kind.word) \(name) exists already", at: place)
    }
    catalog.objects[object] = NamedObjectEntry(tables: tables)
    // Whether a block is reached cannot always be known, and a role may be there without it.
    if kind.isShared, isInBlock { catalog.objects[object] = nil }
  }

  mutating func drop(_ kind: NamedObject.Kind, _ name: RelationName, isOptional: Bool) {
    if let schema = name.schema, kind.isInSchema, isOptional, !checkSchemaExists(schema) { return }
    if !isOptional, !check(kind, name) { return }
    guard let object = catalog.object(kind, name) else {
      if kind.isShared, !isInBlock {
        let gone = NamedObject(kind: kind, schema: nil, name: name.name)
        catalog.objects[gone] = NamedObjectEntry(isThere: false)
      }
      return
    }
    catalog.objects[object] =
      kind.isShared && !isInBlock ? NamedObjectEntry(isThere: false) : nil
  }

  mutating func rename(_ kind: NamedObject.Kind, _ name: RelationName, to new: String) {
    guard check(kind, name) else { return }
    let old = catalog.object(kind, name)
    let entry = old.flatMap { catalog.objects[$0] }
    let schema = old?.schema ?? name.schema
    if let old { catalog.objects[old] = nil }
    make(kind, RelationName(schema: schema, name: new), tables: entry?.tables ?? [])
  }

  /// The kind that a word of the grammar means; nil for what is followed otherwise.
  func namedKind(_ objectType: String?) -> NamedObject.Kind? {
    switch objectType {
    case "OBJECT_PUBLICATION": .publication
    case "OBJECT_SUBSCRIPTION": .subscription
    case "OBJECT_EVENT_TRIGGER": .eventTrigger
    case "OBJECT_COLLATION": .collation
    case "OBJECT_TSCONFIGURATION": .configuration
    case "OBJECT_TSDICTIONARY": .dictionary
    case "OBJECT_TSTEMPLATE": .template
    case "OBJECT_TSPARSER": .parser
    case "OBJECT_FOREIGN_SERVER": .server
    case "OBJECT_FDW": .wrapper
    case "OBJECT_ACCESS_METHOD": .accessMethod
    case "OBJECT_LANGUAGE": .language
    case "OBJECT_ROLE": .role
    case "OBJECT_TABLESPACE": .tablespace
    default: nil
    }
  }

  /// The statements about such objects.
  ///
  /// - Returns: Whether it was one.
  mutating func applyToObject(_ node: SyntaxNode) -> Bool {
    func name(_ field: StaticString) -> RelationName {
      RelationName(schema: nil, name: node.string(field) ?? "")
    }
    switch node.kind {
    case "CreatePublicationStmt": createPublication(node)
    case "AlterPublicationStmt": alterPublication(node)
    case "CreateSubscriptionStmt": make(.subscription, name("subname"))
    case "AlterSubscriptionStmt": check(.subscription, name("subname"))
    case "DropSubscriptionStmt":
      drop(.subscription, name("subname"), isOptional: node.bool("missing_ok"))
    case "AlterEventTrigStmt": check(.eventTrigger, name("trigname"))
    case "CreateFdwStmt": make(.wrapper, name("fdwname"))
    case "AlterFdwStmt": check(.wrapper, name("fdwname"))
    case "CreateForeignServerStmt":
      check(.wrapper, name("fdwname"))
      let isThere = catalog.has(.server, name("servername")) == true
      if !isThere || !node.bool("if_not_exists") { make(.server, name("servername")) }
    case "AlterForeignServerStmt", "CreateUserMappingStmt", "AlterUserMappingStmt":
      check(.server, name("servername"))
    case "DropUserMappingStmt":
      if !node.bool("missing_ok") { check(.server, name("servername")) }
    case "CreateAmStmt": make(.accessMethod, name("amname"))
    case "CreatePLangStmt":
      let isThere = catalog.has(.language, name("plname")) == true
      if !isThere || !node.bool("replace") { make(.language, name("plname")) }
    case "CreateTableSpaceStmt": make(.tablespace, name("tablespacename"))
    case "DropTableSpaceStmt":
      drop(.tablespace, name("tablespacename"), isOptional: node.bool("missing_ok"))
    case "AlterTSConfigurationStmt": alterConfiguration(node)
    case "AlterTSDictionaryStmt": check(.dictionary, relationName(node.list("dictname")))
    case "AlterCollationStmt": check(.collation, relationName(node.list("collname")))
    case "CreateRoleStmt": make(.role, name("role"))
    case "DropRoleStmt":
      for role in node.list("roles") where role.string("roletype") == "ROLESPEC_CSTRING" {
        let name = RelationName(schema: nil, name: role.string("rolename") ?? "")
        drop(.role, name, isOptional: node.bool("missing_ok"))
      }
    default: return false
    }
    return true
  }

  /// CREATE of those that the grammar takes together.
  mutating func defineObject(_ node: SyntaxNode, _ kind: NamedObject.Kind) {
    let name = relationName(node.list("defnames"))
    if kind == .collation, node.bool("if_not_exists"), catalog.has(kind, name) != false { return }
    let count = findings.count
    for option in node.list("definition") {
      let value = option["arg"].map { relationName($0["names"]?.elements ?? $0.elements) }
      guard let value, !value.name.isEmpty else { continue }
      switch (kind, option.string("defname")) {
      case (.collation, "from"): check(.collation, value, at: option["arg"]?.location)
      case (.configuration, "copy"): check(.configuration, value, at: option["arg"]?.location)
      case (.configuration, "parser"): check(.parser, value, at: option["arg"]?.location)
      case (.dictionary, "template"): check(.template, value, at: option["arg"]?.location)
      default: break
      }
    }
    if findings.count == count { make(kind, name) }
  }

  private mutating func alterConfiguration(_ node: SyntaxNode) {
    guard check(.configuration, relationName(node.list("cfgname"))) else { return }
    for dictionary in node.list("dicts") {
      check(.dictionary, relationName(dictionary.elements))
    }
    // A parser of an extension or of a project has words of its own.
    let mayDiffer = catalog.objects.keys.contains { $0.kind == .parser }
    for token in node.list("tokentype").compactMap(\.stringValue)
    where !Self.tokenTypes.contains(token) && !mayDiffer && catalog.extensions.count == 1 {
      report(
        .unknownObject,
        "the parser has no token type \(token.quotedIfNeeded)",
        at: text.offset(of: token, after: text.range.lowerBound)
      )
    }
  }

  private static let tokenTypes: Set = [
    "asciiword", "word", "numword", "email", "url", "host", "sfloat", "version", "hword_numpart",
    "hword_part", "hword_asciipart", "blank", "tag", "protocol", "numhword", "asciihword", "hword",
    "url_path", "file", "float", "int", "uint", "entity",
  ]

  // MARK: Roles

  /// Reports the roles that a statement names and that were dropped before it. Those that no file made
  /// may exist on the server.
  mutating func checkRoles(_ node: SyntaxNode) {
    guard catalog.objects.contains(where: { $0.key.kind == .role && !$0.value.isThere }) else {
      return
    }
    if node.is("DropRoleStmt") || node.is("CreateFunctionStmt") { return }
    node.visit { part in
      if let name = part.string("rolename"), part.string("roletype") == "ROLESPEC_CSTRING" {
        check(.role, RelationName(schema: nil, name: name), at: part.location)
      }
      return .visitChildren
    }
    if node.is("VariableSetStmt"), node.string("name") == "role",
      let name = node.list("args").first?["sval"]?.stringValue
    {
      check(.role, RelationName(schema: nil, name: name))
    }
  }

  // MARK: Publications

  private mutating func createPublication(_ node: SyntaxNode) {
    let count = findings.count
    let tables = publishedTables(node)
    guard findings.count == count else { return }
    make(
      .publication,
      RelationName(schema: nil, name: node.string("pubname") ?? ""),
      tables: tables
    )
  }

  private mutating func alterPublication(_ node: SyntaxNode) {
    let name = RelationName(schema: nil, name: node.string("pubname") ?? "")
    guard check(.publication, name) else { return }
    let count = findings.count
    let tables = publishedTables(node)
    guard findings.count == count, let object = catalog.object(.publication, name),
      var entry = catalog.objects[object]
    else { return }
    switch node.string("action") {
    case "AP_DropObjects":
      for id in tables.subtracting(entry.tables).sorted(by: { $0.name < $1.name }) {
        report(.unknownObject, "\(id) is not in the publication \(name)")
      }
      entry.tables.subtract(tables)
    case "AP_SetObjects": entry.tables = tables
    default:
      for id in tables.intersection(entry.tables).sorted(by: { $0.name < $1.name }) {
        report(.nameTaken, "\(id) is in the publication \(name) already")
      }
      entry.tables.formUnion(tables)
    }
    catalog.objects[object] = entry
  }

  private mutating func publishedTables(_ node: SyntaxNode) -> Set<RelationID> {
    var tables: Set<RelationID> = []
    let isDropped = node.string("action") == "AP_DropObjects"
    for object in node.list("pubobjects") {
      if let schema = object.string("name"),
        object.string("pubobjtype") == "PUBLICATIONOBJ_TABLES_IN_SCHEMA"
      {
        _ = checkSchema(schema, at: object.location)
      }
      guard let table = object["pubtable"], let target = table["relation"],
        let (id, relation) = find(target)
      else { continue }
      tables.insert(id)
      guard relation.kind == .table || relation.kind == .partitionedTable || isDropped else {
        report(
          .wrongKind,
          "\(id) is a \(relation.kind.word), which is not published",
          at: target.location
        )
        continue
      }
      var seen: Set<String> = []
      for name in table.list("columns").compactMap(\.stringValue) {
        let start = (target.location ?? text.range.lowerBound) + 1
        guard check(column: name, of: id, relation, after: start) else { continue }
        guard !seen.insert(name).inserted else { continue }
        report(
          .nameTaken,
          "column \(name.quotedIfNeeded) comes twice",
          at: text.offset(of: name, after: start)
        )
      }
      if let condition = table["whereClause"] { resolve(condition, on: id, relation) }
    }
    return tables
  }
}
