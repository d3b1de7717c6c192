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
  mutating func make(_ kind: NamedObject.Kind, _ name: RelationName) {
    var schema: String?
    let place = text.offset(of: name.name, after: text.range.lowerBound + 3)
    if kind.isInSchema {
      guard let id = creationID(name, at: place) else { return }
      schema = id.schema
    }
    let object = NamedObject(kind: kind, schema: schema, name: name.name)
    let isBuiltin =
      BuiltinObjects.contains(kind, name.name) && (schema == nil || schema == "pg_catalog")
    guard catalog[object]?.isThere != true, !isBuiltin else {
      return report(.nameTaken, "a \(kind.word) \(name) exists already", at: place)
    }
    // Whether a block is reached cannot always be known, and a role may be there without it.
    let isSure = !kind.isShared || !isInBlock
    catalog[object] = isSure ? NamedObjectEntry(object: object) : nil
  }

  mutating func drop(_ kind: NamedObject.Kind, _ name: RelationName, isOptional: Bool) {
    if let schema = name.schema, kind.isInSchema, isOptional, !checkSchemaExists(schema) { return }
    if !isOptional, !check(kind, name) { return }
    let object = meant(kind, name)
    catalog.remove(object)
    guard kind.isShared, !isInBlock else { return }
    catalog[object] = NamedObjectEntry(object: object, isThere: false)
    if kind == .role { catalog.droppedRoles = true }
  }

  /// The object of a name, or one that is not known to be there.
  private func meant(_ kind: NamedObject.Kind, _ name: RelationName) -> NamedObject {
    let schema = kind.isInSchema ? name.schema : nil
    return catalog.object(kind, name) ?? NamedObject(kind: kind, schema: schema, name: name.name)
  }

  mutating func rename(_ kind: NamedObject.Kind, _ name: RelationName, to new: String) {
    guard check(kind, name) else { return }
    let old = meant(kind, name)
    let known = catalog.facts[old.label]
    catalog.remove(old)
    make(kind, RelationName(schema: old.schema, name: new))
    catalog.facts[NamedObject(kind: kind, schema: old.schema, name: new).label] = known
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
    let mayDiffer = catalog.objects.values.contains { $0.object.kind == .parser }
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
    guard catalog.droppedRoles else { return }
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
}
