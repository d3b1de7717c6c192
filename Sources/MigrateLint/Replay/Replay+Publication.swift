import PostgresSyntax

// Publications, which name tables, and lose those that are dropped.
extension Replay {
  mutating func createPublication(_ node: SyntaxNode) {
    let count = findings.count
    _ = publishedTables(node)
    guard findings.count == count else { return }
    make(.publication, RelationName(schema: nil, name: node.string("pubname") ?? ""))
    catalog.hasPublications = true
  }

  mutating func alterPublication(_ node: SyntaxNode) {
    let name = RelationName(schema: nil, name: node.string("pubname") ?? "")
    guard check(.publication, name) else { return }
    let count = findings.count
    let tables = publishedTables(node)
    guard findings.count == count, let object = catalog.object(.publication, name) else { return }
    let published = catalog.facts[object.label] ?? [:]
    func isPublished(_ id: RelationID) -> Bool { published[Traits.published(id)] != nil }
    switch node.string("action") {
    case "AP_DropObjects":
      for id in tables.sorted(by: RelationID.isBefore) where !isPublished(id) {
        report(.unknownObject, "\(id) is not in the publication \(name)")
      }
    case "AP_SetObjects": break
    default:
      for id in tables.sorted(by: RelationID.isBefore) where isPublished(id) {
        report(.nameTaken, "\(id) is in the publication \(name) already")
      }
    }
  }

  private mutating func publishedTables(_ node: SyntaxNode) -> Set<RelationID> {
    var tables: Set<RelationID> = []
    let isDropped = node.string("action") == "AP_DropObjects"
    for object in node.list("pubobjects") {
      if let schema = object.string("name"),
        object.string("pubobjtype") == "PUBLICATIONOBJ_TABLES_IN_SCHEMA"
      {
        _ = checkSchema(schema, at: object.location)
      }
      guard let table = object["pubtable"], let target = table["relation"],
        let (id, relation) = find(target)
      else { continue }
      tables.insert(id)
      guard relation.kind == .table || relation.kind == .partitionedTable || isDropped else {
        report(
          .wrongKind,
          "\(id) is a \(relation.kind.word), which is not published",
          at: target.location
        )
        continue
      }
      var seen: Set<String> = []
      for name in table.list("columns").compactMap(\.stringValue) {
        let start = (target.location ?? text.range.lowerBound) + 1
        guard check(column: name, of: id, relation, after: start) else { continue }
        guard !seen.insert(name).inserted else { continue }
        report(
          .nameTaken,
          "column \(name.quotedIfNeeded) comes twice",
          at: text.offset(of: name, after: start)
        )
      }
      if let condition = table["whereClause"] { resolve(condition, on: id, relation) }
    }
    return tables
  }

  /// Notes what a publication holds, by which the tables are known that are in it already.
  mutating func notePublication(_ node: SyntaxNode) {
    let objects = node.list("pubobjects").map { published($0) }
    let action = node.string("action") ?? "AP_AddObjects"
    facts("publication \(node.string("pubname")?.quotedIfNeeded ?? "")") { traits in
      for option in node.list("options") {
        let isUsual =
          option.string("defname") == "publish"
          && option["arg"]?.shownValue == "insert, update, delete, truncate"
        traits["option \(option.string("defname") ?? "")"] =
          isUsual ? nil : option["arg"]?.shownValue ?? "true"
      }
      if action == "AP_SetObjects", !objects.isEmpty {
        for name in traits.keys where name.hasPrefix("table ") || name.hasPrefix("tables in ") {
          traits[name] = nil
        }
      }
      for (name, value) in objects {
        traits[name] = action == "AP_DropObjects" ? nil : value
      }
      if node.bool("for_all_tables") { traits["tables"] = "all" }
    }
  }

  private func published(_ object: SyntaxNode) -> (name: String, value: String) {
    guard let table = object["pubtable"], let relation = table["relation"] else {
      return ("tables in schema \(object.string("name")?.quotedIfNeeded ?? "")", "published")
    }
    let name = relationName(relation)
    let id =
      catalog.relation(name)?.id ?? RelationID(schema: name.schema ?? "public", name: name.name)
    let rest = [table["whereClause"]?.normalText, table["columns"]?.normalText].compactMap(\.self)
    let value = rest.isEmpty ? "published" : rest.joined() + "{}"
    return (Traits.published(id), value)
  }

  /// Takes what a statement dropped out of the publications.
  mutating func unpublishDropped(since mark: Catalog.Mark) {
    for (id, before) in catalog.touched(since: mark) where before != nil && catalog[id] == nil {
      catalog.publish(id, as: nil)
    }
  }
}

extension Catalog {
  /// Gives a table another name in the publications, or takes it out of them.
  mutating func publish(_ id: RelationID, as new: RelationID?) {
    guard hasPublications else { return }
    for object in objects.values.map(\.object) where object.kind == .publication {
      guard let value = facts[object.label]?.removeValue(forKey: Traits.published(id)) else {
        continue
      }
      if let new { facts[object.label]?[Traits.published(new)] = value }
    }
  }
}

extension Traits {
  /// What a publication has of a table.
  fileprivate static func published(_ id: RelationID) -> String { "table \(id)" }
}
