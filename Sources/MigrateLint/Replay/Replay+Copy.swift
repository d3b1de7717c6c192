import PostgresSyntax

extension Replay {
  mutating func copy(_ node: SyntaxNode) {
    if let query = node["query"] { return runQuery(query) }
    guard let target = node["relation"], let (id, relation) = find(target) else { return }
    let mayCopy =
      relation.kind.isTable && relation.kind != .foreignTable
      || node.bool("is_from") && relation.kind != .sequence && relation.kind != .index
    guard mayCopy else {
      return report(.wrongKind, "\(id) is a \(relation.kind.word)", at: target.location)
    }
    var seen: Set<String> = []
    let start = (target.location ?? text.range.lowerBound) + 1
    for name in node.list("attlist").compactMap(\.stringValue) {
      guard check(column: name, of: id, relation, after: start) else { continue }
      guard !seen.insert(name).inserted else { continue }
      report(
        .nameTaken,
        "column \(name.quotedIfNeeded) comes twice",
        at: text.offset(of: name, after: start)
      )
    }
    if let condition = node["whereClause"] { resolve(condition, on: id, relation) }
  }

  /// TRUNCATE leaves no row that a foreign key refers to.
  mutating func checkTruncate(_ node: SyntaxNode) {
    var all: Set<RelationID> = []
    for target in node.list("relations") {
      guard let (id, relation) = catalog.relation(relationName(target)) else { return }
      let isWhole = target.bool("inh")
      if !isWhole, relation.kind == .partitionedTable {
        report(
          .wrongKind,
          "\(id) is divided: its partitions must be emptied too",
          at: target.location
        )
      }
      all.insert(id)
      if isWhole { all.formUnion(catalog.descendants(of: id)) }
    }
    guard node.string("behavior") != "DROP_CASCADE" else { return }
    for target in node.list("relations") {
      guard let (id, _) = catalog.relation(relationName(target)) else { continue }
      for (other, entry) in catalog.dependents(of: id) where !all.contains(other) {
        guard
          let name = entry.constraints.keys.sorted().first(where: {
            entry.constraints[$0]?.kind == .foreignKey && entry.constraints[$0]?.target == id
          })
        else { continue }
        report(
          .stillNeeded,
          "the foreign key \(name.quotedIfNeeded) of table \(other) refers to \(id)",
          at: target.location
        )
        return
      }
    }
  }

  mutating func createEventTrigger(_ node: SyntaxNode) {
    let events: Set = ["ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite"]
    let count = findings.count
    if let event = node.string("eventname"), !events.contains(event) {
      report(
        .unknownObject,
        "there is no event \(event.quotedIfNeeded)",
        at: text.offset(of: event, after: text.range.lowerBound)
      )
    }
    for filter in node.list("whenclause") where filter.string("defname") != "tag" {
      report(.unknownObject, "an event trigger filters by TAG only", at: filter.location)
    }
    let function = relationName(node.list("funcname"))
    let schemas = catalog.path(function.schema)
    let owner = schemas.first { catalog.schemas[$0]?.functions[function.name] != nil }
    let place = text.offset(of: function.schema ?? function.name, after: text.range.lowerBound)
    if let overloads = owner.flatMap({ catalog.schemas[$0]?.functions[function.name] }) {
      _ = checkResult(ofTriggerFunction: function, overloads, isEvent: true, at: place)
    } else if catalog.extensions.count == 1, function.schema != "pg_catalog",
      !catalog.refusedFunctions.contains(function.name)
    {
      report(.unknownFunction, "no function \(function)() exists here", at: place)
    }
    guard findings.count == count else { return }
    make(.eventTrigger, RelationName(schema: nil, name: node.string("trigname") ?? ""))
    let functions = owner.flatMap { catalog.schemas[$0]?.functions[function.name] }
    if functions?.contains(where: catalog.mayChange) ?? true { taint(node) }
  }
}
