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
    case "DropUserMappingStmt":
      catalog.facts[Self.label(ofMapping: node)] = nil
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
      return noteMade(label(ofDefined: node, kind), node)
    default: break
    }
    if let label = Self.labelOfMade(node) {
      if node.is("CreatePublicationStmt") { notePublication(node) }
      noteMade(label, node)
    } else if let label = labelOfAltered(node) {
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

  private func label(ofDefined node: SyntaxNode, _ kind: String) -> String {
    if let named = namedKind(kind),
      let found = catalog.object(named, relationName(node.list("defnames")))
    {
      return found.label
    }
    let name = node.list("defnames").compactMap(\.stringValue).filter { $0 != "public" }
      .joined(separator: ".")
    guard kind == "OBJECT_OPERATOR" else {
      return "\(Self.word(kind)) \(node.list("defnames").count == 1 ? name.quotedIfNeeded : name)"
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
    case "CreateUserMappingStmt": return label(ofMapping: node)
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

  private static func label(ofMapping node: SyntaxNode) -> String {
    "user mapping of \(node["user"]?.shownRole ?? "") on \(node.string("servername") ?? "")"
  }

  private func labelOfAltered(_ node: SyntaxNode) -> String? {
    switch node.kind {
    case "AlterTSConfigurationStmt": label(of: .configuration, node.list("cfgname"))
    case "AlterTSDictionaryStmt": label(of: .dictionary, node.list("dictname"))
    case "AlterForeignServerStmt": "server \(node["servername"]?.shownName ?? "")"
    case "AlterFdwStmt": "foreign-data wrapper \(node["fdwname"]?.shownName ?? "")"
    case "AlterSubscriptionStmt": "subscription \(node["subname"]?.shownName ?? "")"
    case "AlterUserMappingStmt": Self.label(ofMapping: node)
    case "AlterOpFamilyStmt":
      "operator family \(node.string("amname") ?? "")." + Self.shown(node.list("opfamilyname"))
    case "AlterOperatorStmt": "operator \(node["opername"]?.shownName ?? "")"
    default: nil
    }
  }

  private func label(of kind: NamedObject.Kind, _ names: [SyntaxNode]) -> String {
    catalog.object(kind, relationName(names))?.label ?? "\(kind.word) \(Self.shown(names))"
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
      case "OBJECT_EXTENSION":
        catalog.facts["extension \(object.shownName)"] = nil
      // Named objects were taken away with what is known of them.
      case _ where namedKind(kind) != nil: continue
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
    case _ where namedKind(kind) != nil: return
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
}
