import PostgresSyntax

extension Replay {
  mutating func createFunction(_ node: SyntaxNode) {
    let name = relationName(node.list("funcname"))
    guard let schema = creationID(name, at: nil)?.schema else { return }
    var entry = FunctionEntry(
      argumentTypes: [],
      defaults: 0,
      returnsTrigger: false,
      language: "sql",
      body: ""
    )
    for parameter in node.list("parameters") {
      if let parameterType = parameter["argType"] {
        let its = type(parameterType)
        if let schema = its.schema { entry.types.insert(TypeID(schema: schema, name: its.name)) }
        switch parameter.string("mode") {
        case "FUNC_PARAM_OUT", "FUNC_PARAM_TABLE": break
        default: entry.argumentTypes.append(its.name + (its.dimensions > 0 ? "[]" : ""))
        }
      }
      if parameter["defexpr"] != nil { entry.defaults += 1 }
    }
    if let result = node["returnType"] {
      let its = type(result)
      if let schema = its.schema { entry.types.insert(TypeID(schema: schema, name: its.name)) }
    }
    entry.returnsTrigger = node["returnType"]?.list("names").last?.stringValue == "trigger"
    for option in node.list("options") {
      switch option.string("defname") {
      case "language": entry.language = option["arg"]?.stringValue?.lowercased() ?? "sql"
      case "volatility": entry.isVolatile = option["arg"]?.stringValue == "volatile"
      case "as": entry.body = option["arg"]?.list("items").first?.stringValue ?? ""
      default: entry.set(option)
      }
    }
    entry.origin = Origin(
      source,
      text.offset(of: name.name, after: text.range.lowerBound) ?? text.range.lowerBound
    )
    entry.bodyPlace = bodyPlace(node)
    var functions = catalog.schemas[schema]?.functions[name.name] ?? []
    if let index = functions.firstIndex(where: { $0.argumentTypes == entry.argumentTypes }) {
      guard node.bool("replace") else {
        return report(
          .nameTaken,
          "a function \(name) with the same arguments exists already",
          at: text.offset(of: name.name, after: text.range.lowerBound)
        )
      }
      functions[index] = entry
    } else {
      functions.append(entry)
    }
    catalog.schemas[schema]?.functions[name.name] = functions
  }

  mutating func alterFunction(_ node: SyntaxNode) {
    guard let object = node["func"] else { return }
    let name = relationName(object.list("objname"))
    let arguments = object.list("objargs").map { $0.list("names").last?.stringValue ?? "" }
    for schema in catalog.path(name.schema) {
      let overloads = catalog.schemas[schema]?.functions[name.name] ?? []
      let index = overloads.firstIndex {
        object.bool("args_unspecified") || $0.argumentTypes == arguments
      }
      guard let index else { continue }
      for option in node.list("actions") {
        catalog.schemas[schema]?.functions[name.name]?[index].set(option)
      }
      return
    }
  }

  /// Where a body in dollar quotes begins; a body in single quotes is not where its text says.
  private func bodyPlace(_ node: SyntaxNode) -> FunctionEntry.BodyPlace? {
    guard let option = node.list("options").first(where: { $0.string("defname") == "as" }),
      let start = option.location,
      let token = text.tokens.first(where: {
        $0.lowerBound > start && source.bytes[$0.lowerBound] == UInt8(ascii: "$")
      })
    else { return nil }
    let rest = source.bytes[(token.lowerBound + 1)..<token.upperBound]
    guard let end = rest.firstIndex(of: UInt8(ascii: "$")) else { return nil }
    return FunctionEntry.BodyPlace(source: source, offset: end + 1)
  }

  mutating func createTrigger(_ node: SyntaxNode) {
    guard let target = node["relation"], let (id, entry) = find(target),
      let name = node.string("trigname")
    else { return }
    var table = entry
    let start = target.location ?? text.range.lowerBound
    if table.triggers[name] != nil, !node.bool("replace") {
      return report(
        .nameTaken,
        "table \(id) has a trigger \(name.quotedIfNeeded) already",
        at: text.offset(of: name, after: text.range.lowerBound)
      )
    }
    let columns = node.list("columns").compactMap(\.stringValue)
    for column in columns where !check(column: column, of: id, table, after: text.range.lowerBound)
    {
      return
    }
    let function = relationName(node.list("funcname"))
    let schemas = catalog.path(function.schema)
    let isKnown =
      function.schema == nil && TriggerFunctions.builtin.contains(function.name)
      || schemas.contains { catalog.schemas[$0]?.functions[function.name] != nil }
    let isForeign = function.schema == "pg_catalog" || catalog.extensions.count > 1
    guard isKnown || isForeign else {
      return report(
        .unknownFunction,
        "no function \(function)() exists here",
        at: text.offset(of: function.schema ?? function.name, after: start + 1)
      )
    }
    var trigger = Trigger(
      function: function,
      definition: node.canonicalText,
      events: Trigger.Events(rawValue: node.int("events") ?? 0),
      columns: columns
    )
    if let condition = node["whenClause"] {
      let rows = ["new", "old"].map { row in
        var entry = Scope.table(id, table).entries[0]
        entry.name = row
        return entry
      }
      var scope = Scope()
      scope.entries = rows
      trigger.reads = resolve(condition, in: [scope]).columns(of: id)
    }
    table.triggers[name] = trigger
    catalog[id] = table
  }

  mutating func createPolicy(_ node: SyntaxNode) {
    guard let target = node["table"], let (id, entry) = find(target),
      let name = node.string("policy_name")
    else { return }
    var table = entry
    if table.policies[name] != nil {
      return report(
        .nameTaken,
        "table \(id) has a policy \(name.quotedIfNeeded) already",
        at: text.offset(of: name, after: text.range.lowerBound)
      )
    }
    table.policies[name] = policy(node, on: id, table)
    catalog[id] = table
  }

  private mutating func policy(
    _ node: SyntaxNode,
    on id: RelationID,
    _ table: Relation
  ) -> Policy {
    var policy = Policy(definition: node.canonicalText)
    for field in ["qual", "with_check"] as [StaticString] {
      guard let expression = node[field] else { continue }
      let found = resolve(expression, on: id, table)
      policy.reads.formUnion(found.columns(of: id))
      policy.uses.formUnion(found.uses.filter { $0.relation != id })
      policy.readRelations.formUnion(found.relations.filter { $0 != id })
    }
    return policy
  }

  mutating func alterPolicy(_ node: SyntaxNode) {
    guard let target = node["table"], let (id, table) = find(target),
      let name = node.string("policy_name")
    else { return }
    guard let existing = table.policies[name] else {
      guard !table.isOpen else { return }
      return report(
        .unknownPolicy,
        "table \(id) has no policy \(name.quotedIfNeeded)",
        at: text.offset(of: name, after: text.range.lowerBound)
      )
    }
    var changed = policy(node, on: id, table)
    // What the statement does not mention stays.
    changed.reads.formUnion(existing.reads)
    changed.uses.formUnion(existing.uses)
    changed.readRelations.formUnion(existing.readRelations)
    catalog[id]?.policies[name] = changed
  }
}

extension FunctionEntry {
  /// Takes an option of CREATE or ALTER FUNCTION.
  mutating func set(_ option: SyntaxNode) {
    switch option.string("defname") {
    case "volatility": isImmutable = option["arg"]?.stringValue == "immutable"
    case "security": isSecurityDefiner = option["arg"]?.bool("boolval") == true
    case "set":
      guard let setting = option["arg"] else { return }
      switch setting.string("kind") {
      case "VAR_RESET_ALL": pinsSearchPath = false
      case "VAR_SET_VALUE", "VAR_SET_CURRENT":
        if setting.string("name") == "search_path" { pinsSearchPath = true }
      default: if setting.string("name") == "search_path" { pinsSearchPath = false }
      }
    default: return
    }
  }
}

/// The trigger functions that every PostgreSQL has.
enum TriggerFunctions {
  static let builtin: Set<String> = [
    "suppress_redundant_updates_trigger", "tsvector_update_trigger",
    "tsvector_update_trigger_column",
  ]
}
