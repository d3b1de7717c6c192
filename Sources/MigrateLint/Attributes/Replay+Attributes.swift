import PostgresSyntax

// What statements set that no later statement needs, and a down must take back.
extension Replay {
  /// Notes what a statement that was applied sets beside what the catalog models.
  mutating func noteAttributes(of node: SyntaxNode) {
    switch node.kind {
    case "CreateStmt", "CreateForeignTableStmt", "IndexStmt", "ViewStmt", "CreateTableAsStmt",
      "CreateSeqStmt":
      noteCreated(node)
    case "AlterTableStmt":
      guard let target = node["relation"] else { return }
      for command in node.list("cmds") { noteChange(command, of: target) }
    case "ClusterStmt":
      guard let target = node["relation"], let index = node.string("indexname") else { return }
      change(target) { $0.traits["clustering"] = "on \(index.quotedIfNeeded)" }
    case "AlterSeqStmt":
      guard let target = node["sequence"] else { return }
      let text = text
      change(target) { $0.traits.set(sequence: node.list("options"), text) }
    case "RuleStmt":
      guard let target = node["relation"], let name = node.string("rulename") else { return }
      let parts = [node["whereClause"], node["actions"]].map { $0?.normalText ?? "" }
      let text = parts.joined(separator: "|") + (node.string("event") ?? "")
      change(target) {
        $0.traits["rule \(name.quotedIfNeeded)"] = text + "{\(node.bool("instead"))}"
      }
    case "GrantStmt": noteGrant(node)
    case "GrantRoleStmt": noteMembership(node)
    case "AlterDefaultPrivilegesStmt": noteDefaultPrivileges(node)
    case "AlterOwnerStmt":
      guard let object = node["object"] ?? node["relation"], let owner = node["newowner"] else {
        return
      }
      changeTraits(of: node.string("objectType"), object) { $0["?owner"] = owner.shownRole }
    case "SecLabelStmt":
      guard let object = node["object"] else { return }
      let provider = node.string("provider").map { " of \($0)" } ?? ""
      changeTraits(of: node.string("objtype"), object) {
        $0["security label\(provider)"] = node.string("label")
      }
    case "CommentStmt":
      guard let object = node["object"], !Self.haveComments.contains(node.string("objtype") ?? "")
      else { return }
      changeTraits(of: node.string("objtype"), object) { $0["?comment"] = node.string("comment") }
    case "AlterStatsStmt":
      let name = relationName(node.list("defnames")).description
      let target = node.int("stxstattarget") ?? -1
      facts("statistics \(name)") { $0["statistics target"] = target < 0 ? nil : String(target) }
    case "AlterObjectDependsStmt":
      guard let object = node["object"] ?? node["relation"] else { return }
      let name = node["extname"]?.stringValue ?? ""
      changeTraits(of: node.string("objectType"), object) {
        $0["dependency on extension \(name)"] = node.bool("remove") ? nil : "there"
      }
    default: noteFact(node)
    }
  }

  /// The kinds whose comments the catalog holds.
  private static let haveComments: Set<String> = [
    "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE",
    "OBJECT_FOREIGN_TABLE", "OBJECT_COLUMN", "OBJECT_TABCONSTRAINT", "OBJECT_TRIGGER",
    "OBJECT_POLICY", "OBJECT_SCHEMA", "OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_FUNCTION",
    "OBJECT_PROCEDURE", "OBJECT_ROUTINE",
  ]

  // MARK: Finding the object

  mutating func change(_ target: SyntaxNode, _ body: (inout Relation) -> Void) {
    guard let (id, entry) = catalog.relation(relationName(target)) else { return }
    var changed = entry
    body(&changed)
    if changed.traits != entry.traits || changed.triggers != entry.triggers
      || changed.columns != entry.columns
    {
      catalog[id] = changed
    }
  }

  mutating func facts(_ object: String, _ body: (inout Traits) -> Void) {
    var traits = catalog.facts[object] ?? [:]
    body(&traits)
    catalog.facts[object] = traits.isEmpty ? nil : traits
  }

  /// Changes the traits of an object that a statement names by kind and name.
  mutating func changeTraits(
    of kind: String?,
    _ object: SyntaxNode,
    _ body: (inout Traits) -> Void
  ) {
    let parts = object.elements.isEmpty ? [object] : object.elements
    switch kind {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE", "OBJECT_INDEX",
      "OBJECT_FOREIGN_TABLE":
      let name = object["relname"] == nil ? relationName(parts) : relationName(object)
      guard let id = catalog.relation(name)?.id, var entry = catalog[id] else { return }
      body(&entry.traits)
      catalog[id] = entry
    case "OBJECT_COLUMN":
      guard parts.count > 1, let name = parts.last?.stringValue,
        let (id, entry) = catalog.relation(relationName(Array(parts.dropLast())))
      else { return }
      var changed = entry
      changed.changeColumn(name) { body(&$0.traits) }
      catalog[id] = changed
    case "OBJECT_SCHEMA":
      guard let name = object.stringValue, var entry = catalog.schemas[name] else { return }
      body(&entry.traits)
      catalog.schemas[name] = entry
    case "OBJECT_TYPE", "OBJECT_DOMAIN":
      changeType(relationName(object.list("names").isEmpty ? parts : object.list("names")), body)
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
      changeFunction(object, body)
    default:
      facts(label(kind ?? "", object), body)
    }
  }

  /// The words for an object that is in its place, found along the search path.
  private func label(_ kind: String, _ object: SyntaxNode) -> String {
    let parts = object.elements.isEmpty ? [object] : object.elements
    let named = namedKind(kind).flatMap { catalog.object($0, relationName(parts)) }
    return named?.label ?? Self.label(kind, object)
  }

  mutating func changeType(_ name: RelationName, _ body: (inout Traits) -> Void) {
    if let schema = catalog.type(TypeReference(schema: name.schema, name: name.name))?.schema,
      var entry = catalog.schemas[schema]?.types[name.name]
    {
      body(&entry.traits)
      catalog.schemas[schema]?.types[name.name] = entry
    } else if let (id, entry) = catalog.relation(name) {
      var changed = entry
      body(&changed.traits)
      catalog[id] = changed
    }
  }

  private mutating func changeFunction(_ object: SyntaxNode, _ body: (inout Traits) -> Void) {
    let name = relationName(object.list("objname"))
    let arguments = object.list("objargs").map { argument in
      (argument.list("names").last?.stringValue ?? "")
        + (argument.list("arrayBounds").isEmpty ? "" : "[]")
    }
    for schema in catalog.path(name.schema) {
      guard var overloads = catalog.schemas[schema]?.functions[name.name],
        let index = overloads.firstIndex(where: {
          object.bool("args_unspecified") || $0.argumentTypes == arguments || !$0.hasKnownArguments
        })
      else { continue }
      body(&overloads[index].traits)
      catalog.schemas[schema]?.functions[name.name] = overloads
      return
    }
  }

  /// The words for an object that is not modelled.
  static func label(_ kind: String, _ object: SyntaxNode) -> String {
    if kind == "OBJECT_CAST", object.elements.count == 2 {
      return "cast (\(object.elements.map(\.shownName).joined(separator: " AS ")))"
    }
    return word(kind) + " " + object.shownName
  }

  static func word(_ kind: String) -> String {
    switch kind {
    case "OBJECT_TSCONFIGURATION": "text search configuration"
    case "OBJECT_TSDICTIONARY": "text search dictionary"
    case "OBJECT_TSPARSER": "text search parser"
    case "OBJECT_TSTEMPLATE": "text search template"
    case "OBJECT_FDW": "foreign-data wrapper"
    case "OBJECT_FOREIGN_SERVER": "server"
    case "OBJECT_OPCLASS": "operator class"
    case "OBJECT_OPFAMILY": "operator family"
    case "OBJECT_STATISTIC_EXT": "statistics"
    case "OBJECT_DOMCONSTRAINT": "constraint of domain"
    default:
      kind.dropFirst("OBJECT_".count).split(separator: "_").joined(separator: " ").lowercased()
    }
  }
}
