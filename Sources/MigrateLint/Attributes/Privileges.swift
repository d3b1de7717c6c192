import PostgresSyntax

/// What GRANT gives and REVOKE takes, on one object or as the default of new ones.
struct Privileges {
  /// Such as `OBJECT_TABLE`.
  let kind: String
  let isGrant: Bool
  /// The names in upper case, each with its columns; all of the kind where none is named.
  private let named: [(name: String, columns: [String])]
  private let grantees: [String]
  /// Whether it is about the right to grant.
  private let isOption: Bool

  init(_ node: SyntaxNode) {
    kind = node.string("objtype") ?? ""
    isGrant = node.bool("is_grant")
    isOption = node.bool("grant_option")
    grantees = node.list("grantees").map(\.shownRole)
    let kind = kind
    named = node.list("privileges").flatMap { privilege -> [(String, [String])] in
      let columns = privilege.list("cols").compactMap(\.stringValue)
      guard let name = privilege.string("priv_name")?.uppercased() else {
        return Self.all(of: columns.isEmpty ? kind : "columns").map { ($0, columns) }
      }
      return [(name == "TEMP" ? "TEMPORARY" : name, columns)]
    }
  }

  /// Changes what the object says of each grantee.
  func apply(to traits: inout Traits, of kind: String? = nil) {
    let kind = kind ?? self.kind
    let whole = named.isEmpty ? Self.all(of: kind) : named.filter(\.columns.isEmpty).map(\.name)
    for grantee in grantees { change(whole, of: grantee, kind, in: &traits) }
  }

  /// Changes what the columns of a relation say: those that are named, and all where the whole loses
  /// a privilege.
  func apply(to columns: inout [Column]) {
    // To give the whole changes no column.
    guard kind == "OBJECT_TABLE", !isGrant || named.contains(where: { !$0.columns.isEmpty }) else {
      return
    }
    for index in columns.indices {
      for grantee in grantees {
        let own = named.filter { $0.columns.contains(columns[index].name) }.map(\.name)
        let whole =
          isGrant
          ? []
          : named.isEmpty ? Self.all(of: "columns") : named.filter(\.columns.isEmpty).map(\.name)
        change(own + whole, of: grantee, "columns", in: &columns[index].traits)
      }
    }
  }

  private func change(
    _ names: [String],
    of grantee: String,
    _ kind: String,
    in traits: inout Traits
  ) {
    guard !names.isEmpty else { return }
    let start = grantee == "public" ? Self.ofPublic(kind) : []
    let trait = "privileges of \(grantee)"
    var held = traits[trait].map { Set(Self.names(in: $0)) } ?? start
    held.remove("none")
    for name in names {
      switch (isGrant, isOption) {
      case (true, false): if !held.contains(name + "*") { held.insert(name) }
      case (true, true): held.remove(name); held.insert(name + "*")
      case (false, true): if held.remove(name + "*") != nil { held.insert(name) }
      case (false, false): held.remove(name); held.remove(name + "*")
      }
    }
    traits[trait] =
      held == start ? nil : held.isEmpty ? "none" : held.sorted().joined(separator: ", ")
  }

  private static func names(in list: String) -> [String] {
    list.utf8.split(separator: UInt8(ascii: ",")).compactMap { String($0.drop { $0 == 0x20 }) }
  }

  private static func all(of kind: String) -> [String] {
    switch kind {
    case "OBJECT_TABLE":
      ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]
    case "columns": ["SELECT", "INSERT", "UPDATE", "REFERENCES"]
    case "OBJECT_SEQUENCE": ["USAGE", "SELECT", "UPDATE"]
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE": ["EXECUTE"]
    case "OBJECT_SCHEMA": ["CREATE", "USAGE"]
    case "OBJECT_DATABASE": ["CREATE", "CONNECT", "TEMPORARY"]
    case "OBJECT_TABLESPACE": ["CREATE"]
    case "OBJECT_LARGEOBJECT": ["SELECT", "UPDATE"]
    case "OBJECT_PARAMETER_ACL": ["SET", "ALTER SYSTEM"]
    default: ["USAGE"]
    }
  }

  /// What everybody may from the start.
  private static func ofPublic(_ kind: String) -> Set<String> {
    switch kind {
    case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE": ["EXECUTE"]
    case "OBJECT_TYPE", "OBJECT_DOMAIN", "OBJECT_LANGUAGE": ["USAGE"]
    case "OBJECT_DATABASE": ["CONNECT", "TEMPORARY"]
    default: []
    }
  }
}

extension Replay {
  /// Keeps who may do what, which a down must take back.
  mutating func noteGrant(_ node: SyntaxNode) {
    let privileges = Privileges(node)
    if node.string("targtype") == "ACL_TARGET_ALL_IN_SCHEMA" {
      for schema in node.list("objects").compactMap(\.stringValue) {
        noteGrant(privileges, onAllIn: schema)
      }
      return
    }
    for object in node.list("objects") {
      guard privileges.kind == "OBJECT_TABLE" || privileges.kind == "OBJECT_SEQUENCE" else {
        changeTraits(of: privileges.kind, object) { privileges.apply(to: &$0) }
        continue
      }
      guard let id = catalog.relation(relationName(object))?.id else { continue }
      noteGrant(privileges, on: id)
    }
  }

  private mutating func noteGrant(_ privileges: Privileges, on id: RelationID) {
    guard var entry = catalog[id] else { return }
    privileges.apply(to: &entry.traits, of: entry.kind == .sequence ? "OBJECT_SEQUENCE" : nil)
    privileges.apply(to: &entry.columns)
    catalog[id] = entry
  }

  private mutating func noteGrant(_ privileges: Privileges, onAllIn schema: String) {
    switch privileges.kind {
    case "OBJECT_TABLE", "OBJECT_SEQUENCE":
      for id in catalog.members(of: schema) {
        guard let kind = catalog[id]?.kind, kind != .index, kind != .compositeType,
          (kind == .sequence) == (privileges.kind == "OBJECT_SEQUENCE")
        else { continue }
        noteGrant(privileges, on: id)
      }
    default:
      for name in catalog.schemas[schema]?.functions.keys ?? [] {
        guard var overloads = catalog.schemas[schema]?.functions[name] else { continue }
        for index in overloads.indices { privileges.apply(to: &overloads[index].traits) }
        catalog.schemas[schema]?.functions[name] = overloads
      }
    }
  }

  /// `GRANT role TO role`.
  mutating func noteMembership(_ node: SyntaxNode) {
    let isGrant = node.bool("is_grant")
    let isAdmin = node.bool("admin_opt")
    for grantee in node.list("grantee_roles").map(\.shownRole) {
      for role in node.list("granted_roles").compactMap({ $0.string("priv_name") }) {
        facts("role \(grantee)") {
          let trait = "membership of \(role.quotedIfNeeded)"
          let kept = isAdmin && $0[trait] != nil ? "member" : nil
          $0[trait] = isGrant ? isAdmin ? "administrator" : $0[trait] ?? "member" : kept
        }
      }
    }
  }

  mutating func noteDefaultPrivileges(_ node: SyntaxNode) {
    guard let action = node["action"] else { return }
    let privileges = Privileges(action)
    func names(_ option: String) -> [String] {
      let found = node.list("options").first { $0.string("defname") == option }
      return (found?["arg"]?.elements ?? []).map {
        option == "roles" ? " of \($0.shownRole)" : " in schema \($0.stringValue ?? "")"
      }
    }
    let (roles, schemas) = (names("roles"), names("schemas"))
    for role in roles.isEmpty ? [""] : roles {
      for schema in schemas.isEmpty ? [""] : schemas {
        let kind = Self.word(privileges.kind)
        // What a schema adds for everybody begins with nothing.
        let start = schema.isEmpty ? privileges.kind : "none"
        facts("the default privileges\(role)\(schema) on each \(kind)") {
          privileges.apply(to: &$0, of: start)
        }
      }
    }
  }
}
