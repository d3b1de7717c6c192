import PostgresSyntax

extension Replay {
  mutating func drop(_ node: SyntaxNode) {
    switch node.string("removeType") {
    case "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_SEQUENCE",
      "OBJECT_FOREIGN_TABLE", "OBJECT_INDEX":
      return dropRelations(node)
    default: break
    }
    for object in node.list("objects") {
      let parts = object.is("List") ? object.list("items") : [object]
      switch node.string("removeType") {
      case "OBJECT_TYPE", "OBJECT_DOMAIN":
        dropType(relationName(object["names"] != nil ? object.list("names") : parts), node)
      case "OBJECT_SCHEMA": dropSchema(parts.first?.stringValue ?? "", node)
      case "OBJECT_STATISTIC_EXT": dropStatistics(relationName(parts), node)
      case "OBJECT_TRIGGER", "OBJECT_POLICY": dropOfTable(parts, node)
      case "OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE", "OBJECT_AGGREGATE":
        dropFunction(object, node)
      case "OBJECT_EXTENSION": dropExtension(parts.first?.stringValue ?? "", node)
      case "OBJECT_RULE": dropRule(parts, isOptional: node.bool("missing_ok"))
      default:
        guard let kind = namedKind(node.string("removeType")) else { continue }
        drop(kind, relationName(parts), isOptional: node.bool("missing_ok"))
      }
    }
  }

  private mutating func dropExtension(_ name: String, _ node: SyntaxNode) {
    if catalog.extensions.remove(name) != nil {
      catalog.isTainted = true
    } else if !node.bool("missing_ok") {
      guard !catalog.isTainted else { return }
      report(
        .unknownObject,
        "no extension \(name.quotedIfNeeded) exists here",
        at: text.offset(of: name, after: text.range.lowerBound + 5)
      )
    } else {
      report(
        .nothingToDrop,
        "no extension \(name.quotedIfNeeded) exists here",
        at: text.offset(of: name, after: text.range.lowerBound + 5)
      )
    }
  }

  private func cascades(_ node: SyntaxNode) -> Bool { node.string("behavior") == "DROP_CASCADE" }

  // MARK: Relations

  /// All of a statement's relations go together, or none.
  private mutating func dropRelations(_ node: SyntaxNode) {
    var ids: Set<RelationID> = []
    var obstacles: [Obstacle] = []
    var place: Int?
    for object in node.list("objects") {
      let name = relationName(object.is("List") ? object.list("items") : [object])
      let offset = text.offset(of: name.name, after: text.range.lowerBound + 5)
      guard let (id, entry) = catalog.relation(name) else {
        reportMissing(name, node, at: offset)
        continue
      }
      guard isOfKind(entry, node.string("removeType")) else {
        report(.unknownTable, "\(id) is a \(entry.kind.word)", at: offset)
        continue
      }
      if entry.kind == .sequence, let owner = entry.owner,
        catalog[owner.relation]?.column(owner.column)?.isIdentity == true
      {
        report(
          .stillNeeded,
          "sequence \(id) belongs to the identity column \(owner.column.quotedIfNeeded)",
          at: offset
        )
        continue
      }
      if let index = entry.index {
        if let constraint = index.constraint {
          report(
            .stillNeeded,
            "index \(id) belongs to the constraint \(constraint.quotedIfNeeded)",
            at: offset
          )
          continue
        }
        if let parent = index.parent {
          report(.stillNeeded, "index \(id) is a part of the index \(parent)", at: offset)
          continue
        }
        if index.isUnique, index.predicate == nil, let table = catalog[index.table] {
          let columns = index.keys.compactMap(\.column)
          let isKey = table.constraints.values.contains {
            ($0.kind == .unique || $0.kind == .primaryKey) && Set($0.columns) == Set(columns)
          }
          if !isKey { obstacles += foreignKeys(to: index.table, on: columns, table) }
        }
      }
      ids.insert(id)
      place = place ?? offset
    }
    let all = withOwned(ids)
    obstacles += self.obstacles(toDropping: all)
    for id in ids where catalog[id]?.kind.hasColumns == true {
      guard catalog.hasUsers(ofType: TypeID(schema: id.schema, name: id.name)) else { continue }
      let users = users(ofType: id.schema, id.name)
      if !users.isEmpty, !cascades(node) {
        report(
          .stillNeeded,
          "the row type of \(id) is still used by \(users.joined(separator: ", "))",
          at: place
        )
      }
    }
    let what = ids.map { "\(catalog[$0]?.kind.word ?? "") \($0)" }.sorted().joined(separator: ", ")
    guard clear(obstacles, for: what, cascades: cascades(node), at: place) else { return }
    erase(all)
  }

  func isOfKind(_ entry: Relation, _ removeType: String?) -> Bool {
    switch removeType {
    case "OBJECT_FOREIGN_TABLE": entry.kind == .foreignTable
    case "OBJECT_TABLE": entry.kind == .table || entry.kind == .partitionedTable
    case "OBJECT_VIEW": entry.kind == .view
    case "OBJECT_MATVIEW": entry.kind == .materializedView
    case "OBJECT_SEQUENCE": entry.kind == .sequence
    case "OBJECT_INDEX": entry.kind == .index
    default: true
    }
  }

  private mutating func reportMissing(_ name: RelationName, _ node: SyntaxNode, at offset: Int?) {
    let isIndex = node.string("removeType") == "OBJECT_INDEX"
    if node.bool("missing_ok") {
      let word =
        switch node.string("removeType") {
        case "OBJECT_INDEX": "index"
        case "OBJECT_VIEW": "view"
        case "OBJECT_MATVIEW": "materialized view"
        case "OBJECT_SEQUENCE": "sequence"
        default: "table"
        }
      return reportMissed(
        .relation(wouldBe(name)),
        "no \(word) \(name) exists here",
        at: offset
      )
    }
    guard isIndex else {
      return report(
        text.unknownRelation(name, in: catalog, at: offset ?? text.range.lowerBound)
      )
    }
    let known = catalog.relations.filter { $0.entry.kind == .index }.map(\.id.name)
    let fix = offset.flatMap { text.token(at: $0) }.flatMap { token in
      Spelling.nearest(to: name.name, among: known).map {
        Fix("did you mean \($0.quotedIfNeeded)?", range: token, replacement: $0.quotedIfNeeded)
      }
    }
    report(.unknownIndex, "no index \(name) exists here", at: offset, fix: fix)
  }

  // MARK: Others

  private mutating func dropType(_ name: RelationName, _ node: SyntaxNode) {
    let offset = text.offset(of: name.name, after: text.range.lowerBound + 5)
    let schema = catalog.path(name.schema).first { catalog.schemas[$0]?.types[name.name] != nil }
    if let schema {
      let isDomain = catalog.schemas[schema]?.types[name.name]?.kind == .domain
      guard isDomain || node.string("removeType") != "OBJECT_DOMAIN" else {
        return report(.wrongKind, "type \(name) is no domain", at: offset)
      }
      let users = users(ofType: schema, name.name)
      guard users.isEmpty || cascades(node) else {
        return report(
          .stillNeeded,
          "type \(name) is still used by \(users.joined(separator: ", "))",
          at: offset
        )
      }
      removeUsers(ofType: TypeID(schema: schema, name: name.name))
      catalog.schemas[schema]?.types[name.name] = nil
      return
    }
    if let (id, entry) = catalog.relation(name), entry.kind.hasColumns {
      guard entry.kind == .compositeType else {
        return report(.stillNeeded, "\(id) is the row type of a \(entry.kind.word)", at: offset)
      }
      let users = users(ofType: id.schema, id.name)
      guard users.isEmpty || cascades(node) else {
        return report(
          .stillNeeded,
          "type \(name) is still used by \(users.joined(separator: ", "))",
          at: offset
        )
      }
      removeUsers(ofType: TypeID(schema: id.schema, name: id.name))
      catalog[id] = nil
      return
    }
    guard !TypeNames.builtin.contains(name.name), catalog.extensions.count == 1 else { return }
    let message = "no type \(name) exists here"
    if node.bool("missing_ok") {
      reportMissed(.type(wouldBe(name)), message, at: offset)
    } else {
      report(.unknownType, message, at: offset)
    }
  }

  private mutating func dropSchema(_ name: String, _ node: SyntaxNode) {
    let offset = text.offset(of: name, after: text.range.lowerBound + 5)
    guard let schema = catalog.schemas[name] else {
      guard !checkSchemaExists(name) else { return }
      let message = "no schema \(name.quotedIfNeeded) exists here"
      if node.bool("missing_ok") { return reportMissed(.schema(name), message, at: offset) }
      return report(.unknownSchema, message, at: offset)
    }
    let ids = Set(catalog.members(of: name))
    let objects = catalog.objects(in: name)
    let isEmpty =
      ids.isEmpty && objects.isEmpty && schema.types.isEmpty && schema.functions.isEmpty
    guard cascades(node) || isEmpty else {
      return report(.stillNeeded, "schema \(name.quotedIfNeeded) is not empty", at: offset)
    }
    let obstacles = obstacles(toDropping: ids)
    for id in ids { catalog[id] = nil }
    for obstacle in obstacles { remove(obstacle) }
    for object in objects { catalog.remove(object) }
    if !schema.types.isEmpty || !schema.functions.isEmpty { catalog.isTainted = true }
    catalog.schemas[name] = nil
  }

  private mutating func dropFunction(_ object: SyntaxNode, _ node: SyntaxNode) {
    guard
      let place = function(
        object,
        RoutineKind(node.string("removeType")),
        isOptional: node.bool("missing_ok")
      )
    else { return }
    guard isNoAggregate(place, unless: RoutineKind(node.string("removeType"))) else { return }
    var overloads = catalog.schemas[place.schema]?.functions[place.name] ?? []
    let id = RelationID(schema: place.schema, name: place.name)
    if overloads[place.index].returnsTrigger {
      let users = catalog.callers(of: id.name).flatMap { table in
        (catalog[table]?.triggers ?? [:]).filter { self.function($0.value.function) == id }
          .map { Obstacle.trigger(table, $0.key) }
      }
      let offset = text.offset(of: place.name, after: text.range.lowerBound + 5)
      guard clear(users, for: "function \(id)", cascades: cascades(node), at: offset) else {
        return
      }
    }
    overloads.remove(at: place.index)
    catalog.schemas[place.schema]?.functions[place.name] = overloads.isEmpty ? nil : overloads
  }

  /// The schema and name of a function that is called by a name.
  func function(_ name: RelationName) -> RelationID? {
    catalog.path(name.schema).first { catalog.schemas[$0]?.functions[name.name] != nil }
      .map { RelationID(schema: $0, name: name.name) }
  }

  /// `DROP TRIGGER t ON table`, `DROP POLICY p ON table`: in the tree the table's name comes first.
  private mutating func dropOfTable(_ parts: [SyntaxNode], _ node: SyntaxNode) {
    guard let last = parts.last?.stringValue, parts.count > 1 else { return }
    let isPolicy = node.string("removeType") == "OBJECT_POLICY"
    let tableName = relationName(Array(parts.dropLast()))
    let what = isPolicy ? "policy" : "trigger"
    guard let (id, table) = catalog.relation(tableName) else {
      if node.bool("missing_ok") {
        guard !catalog.mayHold(tableName) else { return }
        let id = wouldBe(tableName)
        reportMissed(
          isPolicy ? .policy(id, last) : .trigger(id, last),
          "no table \(tableName) exists here, and no \(what) of it",
          at: text.offset(of: last, after: text.range.lowerBound)
        )
      } else {
        let place = text.offset(of: tableName.name, after: text.range.lowerBound + 5)
        report(text.unknownRelation(tableName, in: catalog, at: place ?? text.range.lowerBound))
      }
      return
    }
    let exists = isPolicy ? table.policies[last] != nil : table.triggers[last] != nil
    guard exists else {
      guard !table.isOpen else { return }
      let message = "table \(id) has no \(what) \(last.quotedIfNeeded)"
      let place = text.offset(of: last, after: text.range.lowerBound)
      if node.bool("missing_ok") {
        return reportMissed(
          isPolicy ? .policy(id, last) : .trigger(id, last),
          message,
          at: place
        )
      }
      return report(isPolicy ? .unknownPolicy : .unknownTrigger, message, at: place)
    }
    guard isPolicy || table.triggers[last]?.isCloned != true else {
      return report(.stillNeeded, "the trigger \(last.quotedIfNeeded) belongs to the whole table")
    }
    remove(isPolicy ? .policy(id, last) : .trigger(id, last))
  }
}
