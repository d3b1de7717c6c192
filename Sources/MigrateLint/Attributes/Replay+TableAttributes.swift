import PostgresSyntax

// The attributes of relations and their columns.
extension Replay {
  /// What CREATE says of a relation beside its parts.
  mutating func noteCreated(_ node: SyntaxNode) {
    let base = node["base"] ?? node
    let target =
      base["relation"] ?? base["view"] ?? base["into"]?["rel"] ?? base["sequence"]
    guard let target else { return }
    var id = catalog.relation(relationName(target))?.id
    if node.is("IndexStmt") {
      id = made.first { catalog[$0]?.index?.table == id && catalog[$0]?.index?.parent == nil }
    }
    // What IF NOT EXISTS passed over stays as it is.
    guard let id, made.contains(id), var entry = catalog[id] else { return }
    let options = base.list("options") + (base["into"]?.list("options") ?? [])
    if node.is("CreateSeqStmt") {
      entry.traits.set(sequence: options, text)
    } else {
      entry.traits.set(options: options, as: "storage parameter")
    }
    if target.string("relpersistence") == "u" { entry.traits["logging"] = "off" }
    let space =
      base.string("tablespacename") ?? base.string("tableSpace")
      ?? base["into"]?.string("tableSpaceName")
    entry.traits["tablespace"] = space
    if let check = base.string("withCheckOption"), check != "NO_CHECK_OPTION" {
      entry.traits["check option"] = check.split(separator: "_").first?.lowercased()
    }
    if let type = base["ofTypename"] { entry.traits["type"] = type.shownName }
    for column in base.list("tableElts") where column.is("ColumnDef") {
      entry.changeColumn(column.string("colname")) { $0.note(column, text) }
    }
    catalog[id] = entry
  }

  /// One part of ALTER TABLE.
  mutating func noteChange(_ command: SyntaxNode, of target: SyntaxNode) {
    let name = command.string("name") ?? ""
    let shown = name.quotedIfNeeded
    let options = command["def"]?.elements ?? []
    switch command.string("subtype") {
    case "AT_SetRelOptions", "AT_ReplaceRelOptions":
      change(target) { $0.traits.set(options: options, as: "storage parameter") }
    case "AT_ResetRelOptions":
      change(target) { $0.traits.set(options: options, as: "storage parameter", isReset: true) }
    case "AT_SetLogged": change(target) { $0.traits["logging"] = nil }
    case "AT_SetUnLogged": change(target) { $0.traits["logging"] = "off" }
    case "AT_SetTableSpace":
      change(target) { $0.traits["tablespace"] = name == "pg_default" ? nil : name }
    case "AT_SetAccessMethod":
      change(target) { $0.traits["access method"] = name == "heap" ? nil : name }
    case "AT_ClusterOn": change(target) { $0.traits["clustering"] = "on \(shown)" }
    case "AT_DropCluster": change(target) { $0.traits["clustering"] = nil }
    case "AT_ReplicaIdentity":
      let kinds = ["f": "full", "n": "nothing", "i": "index"]
      let kind = kinds[command["def"]?.string("identity_type") ?? ""]
      let index = command["def"]?.string("name").map { " \($0.quotedIfNeeded)" } ?? ""
      change(target) { $0.traits["replica identity"] = kind.map { $0 + index } }
    case "AT_AddOf": change(target) { $0.traits["type"] = command["def"]?.shownName }
    case "AT_DropOf": change(target) { $0.traits["type"] = nil }
    case "AT_ChangeOwner":
      change(target) { $0.traits["?owner"] = command["newowner"]?.shownRole }
    case "AT_EnableRule": change(target) { $0.traits["firing of rule \(shown)"] = nil }
    case "AT_DisableRule": change(target) { $0.traits["firing of rule \(shown)"] = "disabled" }
    case "AT_EnableAlwaysRule": change(target) { $0.traits["firing of rule \(shown)"] = "always" }
    case "AT_EnableReplicaRule":
      change(target) { $0.traits["firing of rule \(shown)"] = "replica" }
    case "AT_EnableTrig": change(target) { $0.fire("enabled", name) }
    case "AT_DisableTrig": change(target) { $0.fire("disabled", name) }
    case "AT_EnableAlwaysTrig": change(target) { $0.fire("always", name) }
    case "AT_EnableReplicaTrig": change(target) { $0.fire("replica", name) }
    case "AT_EnableTrigUser": change(target) { $0.fire("enabled") }
    case "AT_DisableTrigUser": change(target) { $0.fire("disabled") }
    case "AT_EnableTrigAll", "AT_DisableTrigAll": fireAll(command, target)
    default: noteColumnChange(command, of: target)
    }
  }

  /// ALL means the triggers behind foreign keys as well.
  private mutating func fireAll(_ command: SyntaxNode, _ target: SyntaxNode) {
    let isOn = command.string("subtype") == "AT_EnableTrigAll"
    guard let (id, entry) = catalog.relation(relationName(target)) else { return }
    let isKeyed =
      entry.constraints.contains { $0.value.target != nil }
      || catalog.dependents(of: id).contains { _, other in
        other.constraints.contains { $0.value.target == id }
      }
    change(target) {
      $0.fire(isOn ? "enabled" : "disabled")
      if isKeyed { $0.traits["checks of foreign keys"] = isOn ? nil : "disabled" }
    }
  }

  private mutating func noteColumnChange(_ command: SyntaxNode, of target: SyntaxNode) {
    let options = command["def"]?.elements ?? []
    let text = text
    func change(_ body: (inout Column) -> Void) {
      let name = command.string("name") ?? command.int("num").map { "\($0)" }
      self.change(target) { relation in
        guard relation.index != nil else { return relation.changeColumn(name, body) }
        // A column of an index has a number only.
        var column = Column(name: name ?? "", type: TypeReference(name: ""))
        body(&column)
        let part = "statistics target of column \(column.name)"
        relation.traits[part] = column.traits["statistics target"]
      }
    }
    switch command.string("subtype") {
    case "AT_AddColumn":
      guard let definition = command["def"] else { return }
      self.change(target) {
        $0.changeColumn(definition.string("colname")) { $0.note(definition, text) }
      }
    case "AT_SetStatistics":
      // The tree leaves out -1, which means the default.
      let value = text.number(after: "statistics") ?? 0
      change { $0.traits["statistics target"] = value < 0 ? nil : String(value) }
    case "AT_SetStorage":
      let value = command["def"]?.stringValue?.lowercased()
      change {
        let isUsual = $0.type.hasKnownStorage && value == $0.type.storage
        $0.traits[$0.type.hasKnownStorage ? "storage" : "?storage"] = isUsual ? nil : value
      }
    case "AT_SetCompression":
      let value = command["def"]?.stringValue?.lowercased()
      change { $0.traits["compression"] = value == "default" ? nil : value }
    case "AT_SetOptions": change { $0.traits.set(options: options, as: "option") }
    case "AT_ResetOptions":
      change { $0.traits.set(options: options, as: "option", isReset: true) }
    case "AT_AddIdentity":
      let isAlways = command["def"]?.string("generated_when") != "d"
      change { $0.traits["identity"] = isAlways ? nil : "by default" }
    case "AT_DropIdentity": change { $0.traits["identity"] = nil }
    case "AT_SetIdentity":
      let generated = options.first { $0.string("defname") == "generated" }
      change {
        if let generated {
          $0.traits["identity"] = generated["arg"]?.intValue == 100 ? "by default" : nil
        }
        $0.traits.set(sequence: options, text)
      }
    default: return
    }
  }
}

extension Traits {
  /// What a sequence counts by. Options that say what PostgreSQL takes by itself are none.
  mutating func set(sequence options: [SyntaxNode], _ text: StatementText) {
    for option in options {
      guard let name = option.string("defname") else { continue }
      let number = option.location.flatMap { text.number(after: $0) }.map(String.init)
      switch name {
      case "increment", "cache": set(name, number == "1" ? nil : number)
      case "start": set(name, number == "1" ? nil : number)
      case "minvalue": set(name, option["arg"] == nil || number == "1" ? nil : number)
      case "maxvalue":
        let isGreatest = option["arg"] == nil || number == String(Int64.max)
        set(name, isGreatest ? nil : number)
      case "cycle": set(name, option["arg"]?.bool("boolval") == true ? "on" : nil)
      case "as":
        let type = option["arg"]?.shownValue
        set("type", type == "int8" ? nil : type)
      default: continue
      }
    }
  }
}

extension Column {
  /// What the definition of a new column says beside its type and constraints.
  fileprivate mutating func note(_ definition: SyntaxNode, _ text: StatementText) {
    traits["compression"] = definition.string("compression")
    for constraint in definition.list("constraints")
    where constraint.string("contype") == "CONSTR_IDENTITY" {
      traits["identity"] = constraint.string("generated_when") == "d" ? "by default" : nil
      traits.set(sequence: constraint.list("options"), text)
    }
  }
}

extension Relation {
  mutating func changeColumn(_ name: String?, _ body: (inout Column) -> Void) {
    guard let index = columns.firstIndex(where: { $0.name == name }) else { return }
    body(&columns[index])
  }

  /// Sets when a trigger fires, or all of them.
  fileprivate mutating func fire(_ firing: String, _ name: String? = nil) {
    for trigger in name.map({ [$0] }) ?? triggers.keys where triggers[trigger] != nil {
      triggers[trigger]?.firing = firing
    }
  }
}

extension TypeReference {
  /// How PostgreSQL stores values of a type from the start; `plain` for what has a fixed length.
  fileprivate var storage: String {
    if dimensions > 0 { return "extended" }
    switch name {
    case "text", "varchar", "bpchar", "bytea", "json", "jsonb", "xml", "bit", "varbit", "tsvector":
      return "extended"
    case "numeric", "inet", "cidr": return "main"
    default: return "plain"
    }
  }

  fileprivate var hasKnownStorage: Bool {
    schema == nil && (dimensions > 0 || storage != "plain" || Self.fixed.contains(name))
  }

  private static let fixed: Set<String> = [
    "int2", "int4", "int8", "float4", "float8", "bool", "uuid", "date", "time", "timetz",
    "timestamp",
    "timestamptz", "interval",
  ]
}

extension StatementText {
  /// The number that follows a word.
  func number(after word: String) -> Int? {
    offset(of: word, after: range.lowerBound).flatMap { number(after: $0) }
  }

  /// The first number behind a place, with its sign, which the tree does not tell.
  func number(after start: Int) -> Int? {
    var isNegative = false
    for token in tokens where token.lowerBound >= start {
      let text = String(decoding: source.bytes[token], as: UTF8.self)
      if let number = Int(text) { return isNegative ? -number : number }
      isNegative = text == "-"
      if text == ";" || text == "," { return nil }
    }
    return nil
  }
}
