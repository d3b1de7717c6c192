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
        entry.allArgumentTypes.append(Self.argumentType(parameterType))
        if let schema = its.schema { entry.types.insert(TypeID(schema: schema, name: its.name)) }
        entry.take(parameter, its)
        switch parameter.string("mode") {
        case "FUNC_PARAM_OUT", "FUNC_PARAM_TABLE": break
        case "FUNC_PARAM_VARIADIC":
          entry.isVariadic = true
          entry.argumentTypes.append(its.name + "[]")
        default: entry.argumentTypes.append(its.name + (its.dimensions > 0 ? "[]" : ""))
        }
      }
      if parameter["defexpr"] != nil { entry.defaults += 1 }
      if let name = parameter.string("name") { entry.parameterNames.append(name) }
    }
    if let result = node["returnType"] {
      makeShellType(node, result)
      let its = type(result)
      if let schema = its.schema { entry.types.insert(TypeID(schema: schema, name: its.name)) }
      entry.result = result.bool("pct_type") ? nil : its.plain
    }
    entry.settleResult()
    entry.returnsSet =
      node["returnType"]?.bool("setof") == true
      || node.list("parameters").contains { $0.string("mode") == "FUNC_PARAM_TABLE" }
    entry.isProcedure = node.bool("is_procedure")
    entry.returnsTrigger = node["returnType"]?.list("names").last?.stringValue == "trigger"
    for option in node.list("options") {
      switch option.string("defname") {
      case "language": entry.language = option["arg"]?.stringValue?.lowercased() ?? "sql"
      case "as":
        entry.body = option["arg"]?.list("items").first?.stringValue ?? ""
        entry.bodySource = BodySource(entry.body, option: option, of: text)
      case "set" where option["arg"]?.string("name") == "search_path":
        entry.set(option)
        entry.ownSearchPath = Self.searchPath(
          option["arg"]?.list("args").compactMap { $0["sval"]?.stringValue } ?? []
        )
      default: entry.set(option)
      }
    }
    entry.origin = Origin(
      source,
      text.offset(of: name.name, after: text.range.lowerBound) ?? text.range.lowerBound
    )
    entry.searchPath = catalog.searchPath
    checkParameters(node)
    checkLanguage(node)
    checkBody(node, of: &entry, named: name.name)
    var functions = catalog.schemas[schema]?.functions[name.name] ?? []
    if let index = functions.firstIndex(where: { $0.argumentTypes == entry.argumentTypes }) {
      guard node.bool("replace") else {
        return report(
          .nameTaken,
          "a function \(name) with the same arguments exists already",
          at: text.offset(of: name.name, after: text.range.lowerBound)
        )
      }
      guard mayReplace(functions[index], with: entry, named: name) else { return }
      // What is said of the function beside its definition stays.
      entry.comment = functions[index].comment
      entry.traits = functions[index].traits.filter { $0.key.isKeptByReplace }
      entry.setAttributes(node)
      functions[index] = entry
    } else {
      entry.setAttributes(node)
      functions.append(entry)
    }
    catalog.schemas[schema]?.functions[name.name] = functions
  }

  /// The input function of a base type comes before the type: PostgreSQL makes a shell of the result's
  /// type where a function of C or of the server's own returns one that does not exist.
  private mutating func makeShellType(_ node: SyntaxNode, _ result: SyntaxNode) {
    let language = node.list("options").first { $0.string("defname") == "language" }?
      .string("arg")?.lowercased()
    let name = relationName(result.list("names"))
    guard language == "c" || language == "internal",
      !TypeNames.builtin.contains(name.name),
      catalog.type(TypeReference(schema: name.schema, name: name.name)) == nil,
      catalog.relation(name) == nil, let schema = catalog.creationSchema(name.schema)
    else { return }
    catalog.schemas[schema]?.types[name.name] = TypeEntry(kind: .base, isShell: true)
  }

  mutating func alterFunction(_ node: SyntaxNode) {
    guard let object = node["func"] else { return }
    let kind = RoutineKind(node.string("objtype"))
    guard let place = function(object, kind, isOptional: false),
      isNoAggregate(place, unless: kind)
    else { return }
    for option in node.list("actions") {
      catalog.schemas[place.schema]?.functions[place.name]?[place.index].set(option)
    }
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
    guard checkForm(ofTrigger: node, on: id, table) else { return }
    if let other = node["constrrel"], find(other) == nil { return }
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
    // An extension may make one that is not known here.
    let isForeign =
      function.schema == "pg_catalog"
      || catalog.extensions.contains { name in
        name != "plpgsql" && ExtensionObjects.all[name]?.functions.contains(function.name) == true
          || name != "plpgsql" && ExtensionObjects.all[name] == nil
      } || catalog.refusedFunctions.contains(function.name)
    guard isKnown || isForeign else {
      return report(
        .unknownFunction,
        "no function \(function)() exists here",
        at: text.offset(of: function.schema ?? function.name, after: start + 1)
      )
    }
    // Its schema is kept: what the name means later may be another function.
    let owner = schemas.first { catalog.schemas[$0]?.functions[function.name] != nil }
    if let overloads = owner.flatMap({ catalog.schemas[$0]?.functions[function.name] }), !isForeign
    {
      let place = text.offset(of: function.schema ?? function.name, after: start + 1)
      guard checkResult(ofTriggerFunction: function, overloads, isEvent: false, at: place) else {
        return
      }
    }
    var trigger = Trigger(
      function: RelationName(schema: owner ?? function.schema, name: function.name),
      definition: Self.definition(ofTrigger: node),
      events: Trigger.Events(rawValue: node.int("events") ?? 0),
      isForEachRow: node.bool("row"),
      columns: columns,
      transitionTables: node.list("transitionRels").compactMap { $0.string("name") }
    )
    switch node.int("timing") {
    case 2: trigger.timing = .before
    case 64: trigger.timing = .insteadOf
    default: trigger.timing = .after
    }
    trigger.hasCondition = node["whenClause"] != nil
    if let condition = node["whenClause"] {
      let rows = ["new", "old"].map { row in
        var entry = Scope.table(id, table).entries[0]
        entry.name = row
        return entry
      }
      var scope = Scope()
      scope.entries = rows
      checkRows(of: condition, ofTrigger: node, on: table)
      let count = findings.count
      trigger.reads = resolve(condition, in: [scope], as: .trigger).columns(of: id)
      if findings.count == count {
        checkType(of: condition, .condition("WHEN"), as: .trigger) { types in
          let rows = ["new", "old"].map { TypedScope.table(id, table, types, named: $0) }
          return [TypedScope(entries: rows.flatMap(\.entries))]
        }
      }
    }
    table.triggers[name] = trigger
    catalog[id] = table
    guard table.kind == .partitionedTable, trigger.isForEachRow else { return }
    for child in catalog.children(of: id) { spread(trigger: trigger, name, to: child) }
  }

  /// What a trigger's other fields do not tell.
  private static func definition(ofTrigger node: SyntaxNode) -> String {
    let parts = [node["whenClause"]?.normalText, node["args"]?.normalText]
    let words = ["isconstraint", "deferrable", "initdeferred"] as [StaticString]
    return parts.map { $0 ?? "" }.joined(separator: "|")
      + words.filter { node.bool($0) }.map { "|\($0)" }.joined()
      + "|\(node["constrrel"]?.string("relname") ?? "")"
      + node.list("transitionRels").map { $0.bool("isNew") ? "|new" : "|old" }.joined()
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
    guard table.kind.isTable, table.kind != .foreignTable else {
      return report(.wrongKind, "\(id) is a \(table.kind.word)", at: target.location)
    }
    let command = node.string("cmd_name") ?? "all"
    guard checkClauses(node, of: command, at: target.location) else { return }
    table.policies[name] = policy(node, on: id, table)
    catalog[id] = table
  }

  private mutating func policy(
    _ node: SyntaxNode,
    on id: RelationID,
    _ table: Relation
  ) -> Policy {
    var policy = Policy(
      command: node.string("cmd_name") ?? "all",
      isPermissive: node.bool("permissive")
    )
    if !node.list("roles").isEmpty { policy.roles = roles(node) }
    policy.using = clause(node["qual"], on: id, table)
    policy.check = clause(node["with_check"], on: id, table)
    return policy
  }

  /// The roles that a policy names; `public` stands for all, whatever else there is.
  private func roles(_ node: SyntaxNode) -> [String] {
    let names = node.list("roles").map { role in
      switch role.string("roletype") {
      case "ROLESPEC_PUBLIC": "public"
      case "ROLESPEC_CSTRING": role.string("rolename") ?? ""
      default: role.string("roletype")?.dropFirst("ROLESPEC_".count).lowercased() ?? ""
      }
    }
    return names.contains("public") ? ["public"] : names
  }

  private mutating func clause(
    _ expression: SyntaxNode?,
    on id: RelationID,
    _ table: Relation
  ) -> Policy.Clause? {
    guard let expression else { return nil }
    let found = resolve(
      expression,
      on: id,
      table,
      as: .policy,
      wanted: .condition("a policy's expression")
    )
    return Policy.Clause(
      text: expression.normalText,
      reads: found.columns(of: id),
      uses: found.uses.filter { $0.relation != id },
      readRelations: found.relations.filter { $0 != id }
    )
  }

  /// What reads rows has USING only, and what makes them WITH CHECK only.
  private mutating func checkClauses(
    _ node: SyntaxNode,
    of command: String,
    at place: Int?
  ) -> Bool {
    let reads = command == "select" || command == "delete"
    guard reads && node["with_check"] != nil || command == "insert" && node["qual"] != nil else {
      return true
    }
    let why = reads ? "has no WITH CHECK" : "has no USING"
    let word = command.uppercased()
    report(.wrongKind, "a policy for \(word) \(why)", at: place)
    return false
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
    guard checkClauses(node, of: existing.command, at: target.location) else { return }
    // What the statement does not mention stays.
    var changed = existing
    if !node.list("roles").isEmpty { changed.roles = roles(node) }
    changed.using = clause(node["qual"], on: id, table) ?? existing.using
    changed.check = clause(node["with_check"], on: id, table) ?? existing.check
    catalog[id]?.policies[name] = changed
  }
}

extension FunctionEntry {
  /// Takes a parameter's type: what goes in is an argument, what comes out a column of the result.
  mutating func take(_ parameter: SyntaxNode, _ type: TypeReference) {
    let type = parameter["argType"]?.bool("pct_type") == true ? TypeReference(name: "") : type.plain
    let mode = parameter.string("mode")
    let comesOut = mode == "FUNC_PARAM_OUT" || mode == "FUNC_PARAM_TABLE"
    if !comesOut {
      arguments.append(type)
      argumentNames.append(parameter.string("name") ?? "")
    }
    guard comesOut || mode == "FUNC_PARAM_INOUT" else { return }
    let column = ResultColumn(name: parameter.string("name") ?? "", type: type)
    columns = (columns ?? []) + [column]
    outputs.append(column)
  }

  /// One parameter that comes out is the result, several are its columns.
  mutating func settleResult() {
    guard let columns else { return }
    result = columns.count == 1 ? columns[0].type : TypeReference(name: "record")
    // A single one is named as the function, or as its alias.
    if columns.count == 1 { self.columns = nil }
  }

  /// Takes an option of CREATE or ALTER FUNCTION.
  mutating func set(_ option: SyntaxNode) {
    setTrait(option)
    switch option.string("defname") {
    case "volatility":
      let word = option["arg"]?.stringValue
      volatility = word == "immutable" ? .immutable : word == "stable" ? .stable : .volatile
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
