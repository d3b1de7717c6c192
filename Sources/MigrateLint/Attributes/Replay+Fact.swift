import PostgresSyntax

// Objects that no statement needs here: what CREATE makes a DROP must take away, and what ALTER sets
// another ALTER.
extension Replay {
  mutating func noteFact(_ node: SyntaxNode) {
    switch node.kind {
    case "DropStmt": return noteDrop(node)
    case "RenameStmt": return noteRename(node)
    case "AlterExtensionStmt":
      let version = node.list("options").first { $0.string("defname") == "new_version" }
      return facts("extension \(node.string("extname")?.quotedIfNeeded ?? "")") {
        $0["?version"] = version?["arg"]?.shownValue ?? "the newest"
      }
    case "AlterRoleSetStmt":
      guard let setting = node["setstmt"] else { return }
      let role = node["role"]?.shownRole ?? "all"
      let database = node.string("database").map { " in database \($0.quotedIfNeeded)" } ?? ""
      return facts("role \(role)\(database)") { $0.set(setting: setting) }
    case "AlterDatabaseSetStmt":
      guard let setting = node["setstmt"] else { return }
      let name = node.string("dbname")?.quotedIfNeeded ?? ""
      return facts("database \(name)") { $0.set(setting: setting) }
    case "AlterRoleStmt":
      return facts("role \(node["role"]?.shownRole ?? "")") { traits in
        for option in node.list("options") {
          traits["?\(option.string("defname") ?? "")"] = option["arg"]?.shownValue
        }
      }
    case "DropRoleStmt":
      for role in node.list("roles") { catalog.facts["role \(role.shownRole)"] = nil }
      return
    case "AlterPublicationStmt": return notePublication(node)
    case "AlterEventTrigStmt":
      let firing = node.string("tgenabled")
      return facts("event trigger \(node.string("trigname")?.quotedIfNeeded ?? "")") {
        $0["firing"] = ["D": "disabled", "R": "replica", "A": "always"][firing ?? ""]
      }
    case "DefineStmt":
      // Types and aggregates are in the catalog.
      guard let kind = node.string("kind"), kind != "OBJECT_TYPE", kind != "OBJECT_AGGREGATE" else {
        return
      }
      return noteMade(Self.label(ofDefined: node, kind), node)
    default: break
    }
    if let label = Self.labelOfMade(node) {
      if node.is("CreatePublicationStmt") { notePublication(node) }
      noteMade(label, node)
    } else if let label = Self.labelOfAltered(node) {
      facts(label) { $0["?\(Self.aspect(of: node))"] = node.normalText }
    }
  }

  private mutating func noteMade(_ label: String, _ node: SyntaxNode) {
    facts(label) {
      let text = node.is("CreatePublicationStmt") ? "{}" : node.normalText
      $0[Traits.definition] = $0[Traits.definition] ?? text
    }
  }

  // MARK: Names

  private static func label(ofDefined node: SyntaxNode, _ kind: String) -> String {
    let name = node.list("defnames").compactMap(\.stringValue).filter { $0 != "public" }
      .joined(separator: ".")
    guard kind == "OBJECT_OPERATOR" else {
      return "\(word(kind)) \(node.list("defnames").count == 1 ? name.quotedIfNeeded : name)"
    }
    let sides = ["leftarg", "rightarg"].map { side in
      node.list("definition").first { $0.string("defname") == side }?["arg"]?.shownValue ?? "none"
    }
    return "operator \(name)(\(sides.joined(separator: ", ")))"
  }

  /// The label of what a CREATE makes.
  private static func labelOfMade(_ node: SyntaxNode) -> String? {
    func named(_ word: String, _ field: StaticString) -> String {
      "\(word) \(node[field]?.shownName ?? "")"
    }
    switch node.kind {
    case "CreateCastStmt":
      let types = [node["sourcetype"], node["targettype"]].compactMap { $0?.shownName }
      return "cast (\(types.joined(separator: " AS ")))"
    case "CreatePublicationStmt": return named("publication", "pubname")
    case "CreateSubscriptionStmt": return named("subscription", "subname")
    case "CreateEventTrigStmt": return named("event trigger", "trigname")
    case "CreateRoleStmt": return named("role", "role")
    case "CreateForeignServerStmt": return named("server", "servername")
    case "CreateFdwStmt": return named("foreign-data wrapper", "fdwname")
    case "CreateUserMappingStmt":
      return
        "user mapping of \(node["user"]?.shownRole ?? "") on \(node.string("servername") ?? "")"
    case "CreateAmStmt": return named("access method", "amname")
    case "CreatePLangStmt": return named("language", "plname")
    case "CreateConversionStmt": return "conversion " + shown(node.list("conversion_name"))
    case "CreateTransformStmt":
      return "transform \(node["type_name"]?.shownName ?? "").\(node.string("lang") ?? "")"
    case "CreateOpClassStmt":
      return "operator class \(node.string("amname") ?? "")." + shown(node.list("opclassname"))
    case "CreateOpFamilyStmt":
      return "operator family \(node.string("amname") ?? "")." + shown(node.list("opfamilyname"))
    default: return nil
    }
  }

  private static func labelOfAltered(_ node: SyntaxNode) -> String? {
    switch node.kind {
    case "AlterTSConfigurationStmt": "text search configuration " + shown(node.list("cfgname"))
    case "AlterTSDictionaryStmt": "text search dictionary " + shown(node.list("dictname"))
    case "AlterForeignServerStmt": "server \(node["servername"]?.shownName ?? "")"
    case "AlterFdwStmt": "foreign-data wrapper \(node["fdwname"]?.shownName ?? "")"
    case "AlterSubscriptionStmt": "subscription \(node["subname"]?.shownName ?? "")"
    case "AlterUserMappingStmt":
      "user mapping of \(node["user"]?.shownRole ?? "") on \(node.string("servername") ?? "")"
    case "AlterOpFamilyStmt":
      "operator family \(node.string("amname") ?? "")." + shown(node.list("opfamilyname"))
    case "AlterOperatorStmt": "operator \(node["opername"]?.shownName ?? "")"
    default: nil
    }
  }

  private static func shown(_ names: [SyntaxNode]) -> String {
    names.compactMap(\.stringValue).filter { $0 != "public" }.map(\.quotedIfNeeded)
      .joined(separator: ".")
  }

  /// What of an object an ALTER is about, so that two about the same answer each other.
  private static func aspect(of node: SyntaxNode) -> String {
    let tokens = node.list("tokentype").compactMap(\.stringValue)
    return tokens.isEmpty ? "definition" : "mapping for \(tokens.joined(separator: ", "))"
  }

  // MARK: DROP and RENAME

  private mutating func noteDrop(_ node: SyntaxNode) {
    for object in node.list("objects") {
      let kind = node.string("removeType") ?? ""
      switch kind {
      case "OBJECT_RULE":
        let parts = object.elements
        guard parts.count > 1, let name = parts.last?.stringValue,
          let id = catalog.relation(relationName(Array(parts.dropLast())))?.id
        else { continue }
        for trait in ["rule", "firing of rule"] {
          catalog[id]?.traits["\(trait) \(name.quotedIfNeeded)"] = nil
        }
      case "OBJECT_AGGREGATE":
        let name = relationName(object.list("objname"))
        for schema in catalog.path(name.schema) {
          guard var overloads = catalog.schemas[schema]?.functions[name.name],
            let index = overloads.firstIndex(where: { !$0.hasKnownArguments })
          else { continue }
          overloads.remove(at: index)
          catalog.schemas[schema]?.functions[name.name] = overloads.isEmpty ? nil : overloads
          break
        }
      case "OBJECT_EXTENSION":
        catalog.facts["extension \(object.shownName)"] = nil
      default: catalog.facts[Self.label(kind, object)] = nil
      }
    }
  }

  private mutating func noteRename(_ node: SyntaxNode) {
    guard let new = node.string("newname") else { return }
    let kind = node.string("renameType") ?? ""
    switch kind {
    case "OBJECT_RULE":
      guard let target = node["relation"], let old = node.string("subname") else { return }
      change(target) { relation in
        for trait in ["rule", "firing of rule"] {
          let value = relation.traits.removeValue(forKey: "\(trait) \(old.quotedIfNeeded)")
          relation.traits["\(trait) \(new.quotedIfNeeded)"] = value
        }
      }
    case "OBJECT_DOMCONSTRAINT":
      guard let object = node["object"], let old = node.string("subname") else { return }
      changeType(relationName(object.elements)) {
        let value = $0.removeValue(forKey: "constraint \(old.quotedIfNeeded)")
        $0["constraint \(new.quotedIfNeeded)"] = value
      }
    default:
      let old =
        node["object"].map { Self.label(kind, $0) }
        ?? "\(Self.word(kind)) \(node.string("subname")?.quotedIfNeeded ?? "")"
      guard let traits = catalog.facts.removeValue(forKey: old) else { return }
      let schema = (node["object"]?.elements ?? []).dropLast().compactMap(\.stringValue)
        .filter { $0 != "public" }.map { "\($0.quotedIfNeeded)." }.joined()
      catalog.facts["\(Self.word(kind)) \(schema)\(new.quotedIfNeeded)"] = traits
    }
  }

  // MARK: Publications

  private mutating func notePublication(_ node: SyntaxNode) {
    let action = node.string("action") ?? "AP_AddObjects"
    facts("publication \(node.string("pubname")?.quotedIfNeeded ?? "")") { traits in
      for option in node.list("options") {
        let isUsual =
          option.string("defname") == "publish"
          && option["arg"]?.shownValue == "insert, update, delete, truncate"
        traits["option \(option.string("defname") ?? "")"] =
          isUsual ? nil : option["arg"]?.shownValue ?? "true"
      }
      let objects = node.list("pubobjects")
      if action == "AP_SetObjects", !objects.isEmpty {
        for name in traits.keys where name.hasPrefix("table ") || name.hasPrefix("tables in ") {
          traits[name] = nil
        }
      }
      for object in objects {
        let (name, value) = Self.published(object)
        traits[name] = action == "AP_DropObjects" ? nil : value
      }
      if node.bool("for_all_tables") { traits["tables"] = "all" }
    }
  }

  private static func published(_ object: SyntaxNode) -> (name: String, value: String) {
    guard let table = object["pubtable"], let relation = table["relation"] else {
      return ("tables in schema \(object.string("name")?.quotedIfNeeded ?? "")", "published")
    }
    let schema = relation.string("schemaname").flatMap { $0 == "public" ? nil : "\($0)." } ?? ""
    let rest = [table["whereClause"]?.normalText, table["columns"]?.normalText].compactMap(\.self)
    let value = rest.isEmpty ? "published" : rest.joined() + "{}"
    return ("table \(schema)\(relation.string("relname") ?? "")", value)
  }

  // MARK: Domains

  /// A domain's default and constraints.
  mutating func noteDomain(_ node: SyntaxNode) {
    if node.is("CreateDomainStmt") {
      let name = relationName(node.list("domainname"))
      return changeType(name) { traits in
        for constraint in node.list("constraints") { traits.add(domain: constraint, name.name) }
      }
    }
    let name = relationName(node.list("typeName"))
    let its = "constraint \(node.string("name")?.quotedIfNeeded ?? "")"
    changeType(name) { traits in
      switch node.string("subtype") {
      case "T": traits["default"] = node["def"].flatMap(Self.defaultText).map { $0 + "{}" }
      case "N": traits["NOT NULL"] = nil
      case "O": traits["NOT NULL"] = "set"
      case "C": if let constraint = node["def"] { traits.add(domain: constraint, name.name) }
      case "X": traits[its] = nil
      case "V":
        if let text = traits[its], text.hasPrefix("NOT VALID ") {
          traits[its] = String(text.dropFirst("NOT VALID ".count))
        }
      default: return
      }
    }
  }
}

extension Traits {
  fileprivate mutating func add(domain constraint: SyntaxNode, _ domain: String) {
    switch constraint.string("contype") {
    case "CONSTR_NOTNULL": self["NOT NULL"] = "set"
    case "CONSTR_DEFAULT":
      self["default"] = constraint["raw_expr"].flatMap(Replay.defaultText).map { $0 + "{}" }
    case "CONSTR_CHECK":
      let name =
        constraint.string("conname")
        ?? ChosenName.make(domain, nil, "check") { self["constraint \($0.quotedIfNeeded)"] != nil }
      let text = (constraint["raw_expr"]?.normalText ?? "") + "{}"
      self["constraint \(name.quotedIfNeeded)"] =
        constraint.bool("skip_validation") ? "NOT VALID " + text : text
    default: return
    }
  }
}
